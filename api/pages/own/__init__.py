"""Pages of somebody who is a person of the records: a worker, a case manager."""
