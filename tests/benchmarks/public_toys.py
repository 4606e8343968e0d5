"""Public instances small enough to judge by hand, as their files would say them."""

SITES = """NAME: toy
COMMENT: three clients on a line, two vehicles, one of them may not go to the last
TYPE: SDVRPTW
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 4
VEHICLES: 2
VEHICLES_MAX_DURATION: 20
NODE_COORD_SECTION
1\t0\t0
2\t0\t1
3\t0\t1.9996
4\t3\t4
DEMAND_SECTION
1 0
2 3
3 4
4 5
SERVICE_TIME_SECTION
1 0
2 1
3 1
4 2
TIME_WINDOW_SECTION
1 0 100
2 0 50
3 30 50
4 0 60
CAPACITY_SECTION
1 7
2 12
VEHICLES_ALLOWED_CLIENTS_SECTION
1 2 3
2 2 3 4
EOF
"""
SITES_PLAN = "Route #1: 1 2\nRoute #2: 3\nCost: 14001\n"

PRIZES = """NAME : toy
TYPE : PCVRPTW
DIMENSION : 3
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 5
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 9 0
DEMAND_SECTION
1 0
2 6
3 6
TIME_WINDOW_SECTION
1 0 100
2 0 50
3 0 50
PRIZE_SECTION
1 0
2 9
3 4
DEPOT_SECTION
1
-1
EOF
"""
PRIZES_PLAN = "Route #1: 1\nCost: 68\n"

HOME_CARE = {
    "patients": [
        {
            "id": "p1",
            "time_window": [10.0, 20.0],
            "required_caregivers": [{"service": "s1", "duration": 5.0}],
        },
        {
            "id": "p2",
            "time_window": [0.0, 12.0],
            "required_caregivers": [{"service": "s1"}, {"service": "s2"}],
            "synchronization": {"type": "simultaneous"},
        },
        {
            "id": "p3",
            "time_window": [0.0, 30.0],
            "required_caregivers": [{"service": "s1"}, {"service": "s2"}],
            "synchronization": {"type": "sequential", "distance": [5, 8]},
        },
    ],
    "services": [{"id": "s1", "default_duration": 4.0}, {"id": "s2", "default_duration": 3.0}],
    "caregivers": [{"id": "c1", "abilities": ["s1"]}, {"id": "c2", "abilities": ["s2", "s1"]}],
    "central_offices": [{"id": "d"}],
    "distances": [
        [0.0, 10.0, 15.0, 5.0],
        [10.0, 0.0, 6.0, 7.0],
        [15.0, 6.0, 0.0, 9.0],
        [5.0, 7.0, 9.0, 0.0],
    ],
}
BEST_KNOWN = (
    "instance,distance_traveled,max_tardiness,total_tardiness,total_cost\n"
    "toy.json,69.0,9.0,18.0,32.0\n"
)
