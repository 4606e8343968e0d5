# tugiplaan in a container: data in /data, the key in /key. docs/how-to/run-a-server.md tells the rest.
FROM python:3.13-slim AS built
WORKDIR /opt/tugiplaan
COPY constraints-run.txt pyproject.toml README.md LICENSE ./
RUN python -m venv .venv \
 && .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes --only-binary :all: --requirement constraints-run.txt
COPY domain domain
COPY optimizer optimizer
COPY billing billing
COPY scenarios scenarios
COPY api api
RUN .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-deps --no-build-isolation --editable . \
 && .venv/bin/python -m optimizer.warm

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home tugiplaan \
 && install --directory --owner tugiplaan --mode 0700 /data /key
COPY --from=built /opt/tugiplaan /opt/tugiplaan
ENV PATH=/opt/tugiplaan/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    TUGIPLAAN_DATABASE_URL=sqlite:////data/tugiplaan.db \
    TUGIPLAAN_KEY_FILE=/key/tugiplaan.key
USER tugiplaan
WORKDIR /data
VOLUME ["/data", "/key"]
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", \
  "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
ENTRYPOINT ["tugiplaan"]
CMD ["serve", "--host", "0.0.0.0"]
