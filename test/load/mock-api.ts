/** The fetch of a recording in OpenAPI, in our own words: what a mock server is given to serve. */
const text = (example: string) => ({ type: 'string', example });

export const mockApi = {
  openapi: '3.1.0',
  info: { title: 'A recording', version: '1' },
  security: [{ key: [] }],
  paths: {
    '/v2/texml/Accounts/{account_sid}/Recordings/{recording_sid}.json': {
      get: {
        parameters: ['account_sid', 'recording_sid'].map((name) => ({
          name,
          in: 'path',
          required: true,
          schema: { type: 'string' },
        })),
        responses: {
          200: {
            description: 'The recording.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    account_sid: text('me'),
                    call_sid: text('v3:call'),
                    channels: { type: 'integer', enum: [1, 2], example: 2 },
                    conference_sid: { type: ['string', 'null'], example: null },
                    date_created: text('2026-01-05T09:00:00Z'),
                    date_updated: text('2026-01-05T09:00:00Z'),
                    duration: { type: ['string', 'null'], example: '12' },
                    error_code: { type: ['string', 'null'], example: null },
                    media_url: text('http://127.0.0.1/recording.mp3'),
                    sid: text('6a09cdc3-8948-47f0-aa62-74ac943d6c58'),
                    source: text('OutboundAPI'),
                    start_time: text('2026-01-05T09:00:00Z'),
                    status: text('completed'),
                    subresources_uris: {
                      type: 'object',
                      properties: { transcriptions: { type: ['string', 'null'], example: null } },
                    },
                    uri: text('/v2/texml/Accounts/me/Recordings/1.json'),
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
} as const;
