# syntax=docker/dockerfile:1

# -- build: the virtual environment, as `make run` sets it up ---------------------------------------------------------
FROM python:3.11-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PYTHONDONTWRITEBYTECODE=1

WORKDIR /src
RUN python -m venv /opt/siffersvar
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot ./bot
COPY knowledge ./knowledge
RUN /opt/siffersvar/bin/python -m pip install --no-cache-dir --constraint constraints.txt ".[all]"

# -- run: that environment and the store, nothing to compile with -----------------------------------------------------
FROM python:3.11-slim

LABEL org.opencontainers.image.title="siffersvar" \
      org.opencontainers.image.description="Answers questions in Swedish and English with the figure and its source" \
      org.opencontainers.image.licenses="MIT"

ENV PATH=/opt/siffersvar/bin:$PATH \
    PYTHONUTF8=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_STATE_HOME=/var/lib/siffersvar/state \
    SIFFERSVAR_LISTEN=0.0.0.0:8000 \
    SIFFERSVAR_KNOWLEDGE_URL=sqlite:////var/lib/siffersvar/knowledge.sqlite

RUN groupadd --system --gid 10001 siffersvar \
    && useradd --system --uid 10001 --gid siffersvar --home-dir /var/lib/siffersvar --create-home --shell /usr/sbin/nologin siffersvar
COPY --from=build /opt/siffersvar /opt/siffersvar

USER 10001:10001
WORKDIR /var/lib/siffersvar

# The store is part of the image: a container starts at once, and writes nothing but its state, which a volume or
# PostgreSQL (SIFFERSVAR_STATE_URL) keeps.
RUN siffersvar knowledge build && siffersvar knowledge check && mkdir -m 0700 state
VOLUME ["/var/lib/siffersvar/state"]

EXPOSE 8000

# For `serve`; whoever runs another command turns it off with --no-healthcheck.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

ENTRYPOINT ["siffersvar"]
CMD ["serve"]
