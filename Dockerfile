# griffier on Debian slim, tesseract with Dutch, as an ordinary user. Build: docker build -t griffier .
# Use: docker run --rm --network none -v "$PWD:/work" -w /work griffier run stukken --out out
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv git tesseract-ocr tesseract-ocr-nld tesseract-ocr-osd \
 && rm -rf /var/lib/apt/lists/* \
 && python3 -m venv /opt/griffier \
 && useradd --create-home --uid 1000 griffier
COPY . /src
RUN /opt/griffier/bin/pip install --no-cache-dir "/src[export]" && rm -rf /src
ENV PATH=/opt/griffier/bin:$PATH LANG=C.UTF-8
USER griffier
ENTRYPOINT ["griffier"]
CMD ["--help"]
