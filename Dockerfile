# The dashboard in a container, as a user without rights. Build and run:
#   docker build -t thawline . && docker run --rm -p 127.0.0.1:8501:8501 thawline
# Your own config and data: -v "$PWD/my:/srv/thawline/my:ro" -e THAWLINE_CONFIG=/srv/thawline/my/config.yaml
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 MPLCONFIGDIR=/tmp/matplotlib THAWLINE_READ_ONLY=1
WORKDIR /srv/thawline

COPY requirements.txt constraints.txt ./
RUN pip install -r requirements.txt -c constraints.txt

COPY .streamlit .streamlit
COPY assets assets
COPY pipeline pipeline
COPY replication replication
COPY views views
COPY data data
COPY app.py config.yaml METHODOLOGY.md CODEBOOK.md LICENSE LICENSE-DATA ./

RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin thawline
USER 10001

EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "0.0.0.0", "--server.port", "8501"]
