# The Telegram bot, with everything it needs: docs/telegram.md says how to run it.
FROM python:3.13-slim

WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY qabot qabot
# uv brings the CPU build of PyTorch; the default one carries gigabytes for graphics cards
RUN pip install --no-cache-dir uv \
    && uv pip install --system --no-cache --torch-backend=cpu . \
    && useradd --create-home qabot \
    && mkdir /data && chown qabot /data

USER qabot
WORKDIR /data
VOLUME /data
ENV QABOT_INDEX=/data/index \
    QABOT_TELEGRAM_STATE=/data/telegram.db \
    QABOT_TELEGRAM_LISTEN=0.0.0.0 \
    QABOT_TELEGRAM_HEALTH_PORT=9100
EXPOSE 8443 9100
HEALTHCHECK --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9100/healthz', timeout=3)"]
CMD ["qabot", "telegram"]
