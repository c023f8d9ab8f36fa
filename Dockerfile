ARG PYTHON_VERSION=3.12

# Builds the wheel and installs it, with the pinned versions, into an environment of its own.
FROM python:${PYTHON_VERSION}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot/ bot/
COPY integrations/ integrations/
COPY storage/ storage/
COPY prompts/ prompts/
RUN python -m pip wheel --no-deps --wheel-dir /wheels . \
 && python -m venv /opt/headway \
 && /opt/headway/bin/python -m pip install -c constraints.txt "$(echo /wheels/*.whl)[charts,postgres]"

# Carries that environment and nothing that could build another. The path is the same: scripts name it.
FROM python:${PYTHON_VERSION}-slim
RUN groupadd --gid 10001 headway \
 && useradd --uid 10001 --gid headway --no-create-home --home-dir /data --shell /usr/sbin/nologin headway \
 && install --directory --owner headway --group headway --mode 0700 /data
COPY --from=build /opt/headway /opt/headway
ENV PATH=/opt/headway/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HEADWAY_DATABASE_URL=sqlite:////data/headway.db \
    HEADWAY_HOST=0.0.0.0 \
    HEADWAY_PORT=8080
USER headway
WORKDIR /data
VOLUME /data
EXPOSE 8080
# http.client and not urllib: a proxy in the environment must not answer for the bot.
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
  CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['HEADWAY_PORT']), timeout=4); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]
CMD ["headway", "serve"]
