"""Pages for people: HTML made on the server, with forms and links that work without scripts.

How to make a page (see ``account.py`` for a small one):

1.  **A record in a tuple.** ``Page(method, path, needs, work, does, mode, …)`` is a ``Door`` (see
    ``api.routes.doors``): the right it needs, or ``Public(why)``; ``mode`` "read" or "write" hands
    ``work(unit, visit)`` a unit of the store, "free" hands none. ``asks`` is the model (``Loose``)
    of what stands behind the ``?``, ``takes`` that of a form, ``ids`` what parts of the path may
    be. Put the module's ``PAGES`` into ``all_pages.PAGES`` and a part of the house into
    ``frame.WAYS``: it shows up for whoever has its right.
2.  **Work calls journeys.** No rule and no SQL here: what a page needs to look at is a journey
    (``api/journeys/look_at_….py``). Words that change with the language (``NameBook``, ``say``)
    are made from ``visit.language``. ``visit.note`` is not needed: journeys note looks on the
    record.
3.  **Answer** with ``visit.show("name.html.j2", **facts)`` (``status=422`` with findings, the form
    as it was sent) or, after a change, ``visit.go(address, visit._("It is done."))``: 303, and the
    words are said on the next page. ``raise Refused(404)`` and the like become pages by
    themselves. What no revision guards (a job, an invitation) has ``keyed=True``, with
    ``m.guard(me, once=true)`` in its form: what is sent twice is done once.
4.  **A template** extends ``base.html.j2`` (blocks ``title``, ``main``) and has the macros of
    ``m.html.j2`` as ``m``: ``ic code tag count guard field choice findings empty meter interval
    progress sorted facet paging dialog``. In each form: ``{{ m.guard(me) }}``. Every template may
    call ``_ ngettext say phrase day short_day long_day weekday span month when time minutes hours
    number percent gap euros funder``; ``me`` is the frame (``api.pages.frame.Frame``). No style
    attributes, no scripts in the page, no ``|safe`` on anything that somebody wrote.
5.  **Words**: ``_("English")`` in templates, ``visit._("English")`` in Python,
    ``later("English")`` where it is said elsewhere; ``ngettext("%(num)d day", "%(num)d days",
    n)``. Then ``python -m tools.page_words`` lists what is untranslated, and ``… add < lines``
    takes ``English | Estonian | Russian``. Words of the trade are in ``domain.words`` already:
    ``say(…)``.
6.  **Lists**: ``listing.Listing`` makes links that keep the rest of the address: sort, filter,
    page of 100 rows.
7.  **Style**: tokens alone have colours (``static/tokens.css``); a page that needs more has a file
    of its own in ``assets.STYLES``, a script one in ``assets.SCRIPTS``: no imports, helpers in
    ``dom.js``, behaviour found by ``data-…``.
8.  **Tests**: a line in ``tests/api/pages/shown.py`` opens the page in three languages, both
    themes and three widths: axe 0, console silent, no sideways scrolling, <= 4 requests, <= 60 kB.
    Rights and forgery are tested for every page by themselves; public pages are listed once more
    in ``test_page_rights.PUBLIC``.

Bounds: 40 ms of CPU and 6 statements a page; ``python -m benchmarks.bench_pages`` measures them.
What takes longer to work out is kept by its mark (``kept.py``), or is a job.
"""
