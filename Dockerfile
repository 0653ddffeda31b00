# briefgen with all it needs, for a folder mounted at /work:
#
#   make dist
#   docker build --tag briefgen .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" briefgen build
#
# BASE is any image of Debian 12 or Ubuntu 24.04, or newer, with or without Python. The digest is that of Python 3.13.14,
# for all architectures; a newer one is the line “Digest” of: docker buildx imagetools inspect python:3.13-slim-bookworm
ARG BASE=docker.io/library/python:3.13-slim-bookworm@sha256:67a1e1f215ccda113cfc024e8639049257e88f273898f595b61476d128d387e8
FROM ${BASE}

RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends git libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && { command -v python3 >/dev/null || apt-get install -y -qq --no-install-recommends python3-venv; } \
    && rm -rf /var/lib/apt/lists/*

COPY requirements/base.txt dist/briefgen*.whl /install/
RUN python3 -m venv /opt/briefgen \
    && /opt/briefgen/bin/pip install --quiet --no-cache-dir --require-hashes -r /install/base.txt \
    && /opt/briefgen/bin/pip install --quiet --no-cache-dir --no-index --no-deps /install/briefgen*.whl \
    && rm -rf /install \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin briefgen \
    && install --directory --owner briefgen --group briefgen /work

# A user of any number may run it: nothing is written but below /work and /tmp.
ENV PATH=/opt/briefgen/bin:$PATH HOME=/tmp LANG=C.UTF-8 PYTHONUNBUFFERED=1
USER 10001:10001
VOLUME /work
WORKDIR /work
ENTRYPOINT ["briefgen"]
CMD ["--help"]
