FROM node:24-slim AS packed
WORKDIR /clone
COPY . .
RUN npm ci && npm pack --pack-destination /packed

FROM node:24-slim
COPY --from=packed /packed/*.tgz /tmp/
RUN npm install --global /tmp/*.tgz pg@8 && npm cache clean --force && install -d -o node /state
USER node
EXPOSE 4010
ENTRYPOINT ["texml-recordings", "serve", "--host", "0.0.0.0", "--state", "/state"]
