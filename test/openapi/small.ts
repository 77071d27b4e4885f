/** A small part of the API in OpenAPI, in our own words: what the fuzzer itself is tried with. */
const text = { type: 'string' };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const inPath = (...names: readonly string[]) =>
  names.map((name) => ({ name, in: 'path', required: true, schema: text }));
const recording = {
  type: 'object',
  required: ['sid', 'call_sid', 'status', 'channels', 'duration'],
  properties: {
    sid: text,
    call_sid: text,
    status: { enum: ['in-progress', 'paused', 'stopped', 'completed', 'absent'] },
    channels: { type: 'integer', enum: [1, 2] },
    duration: { type: ['string', 'null'], pattern: '^\\d+$' },
  },
};
const error = json({
  type: 'object',
  required: ['errors'],
  properties: {
    errors: {
      type: 'array',
      items: { type: 'object', required: ['detail'], properties: { detail: text } },
    },
  },
});
const account = '/texml/Accounts/{account_sid}';

export const smallApi = {
  openapi: '3.1.0',
  info: { title: 'Recordings', version: '1' },
  servers: [{ url: 'https://api.example/v2' }],
  paths: {
    [`${account}/Calls`]: {
      parameters: inPath('account_sid'),
      get: { responses: { 200: json({ type: 'object', required: ['calls'] }) } },
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['To', 'From', 'ApplicationSid'],
                properties: {
                  To: text,
                  From: text,
                  ApplicationSid: text,
                  Record: { type: 'boolean' },
                  RecordingChannels: { type: 'string', enum: ['mono', 'dual'] },
                  Timeout: { type: 'integer', minimum: 5, maximum: 120 },
                  Texml: text,
                },
              },
            },
          },
        },
        responses: {
          200: json({ type: 'object', required: ['call_sid'], properties: { call_sid: text } }),
          422: error,
        },
      },
    },
    [`${account}/Recordings.json`]: {
      parameters: inPath('account_sid'),
      get: {
        parameters: [{ name: 'PageSize', in: 'query', schema: { type: 'integer', minimum: 1 } }],
        responses: {
          200: json({
            type: 'object',
            required: ['recordings'],
            properties: {
              recordings: { type: 'array', items: { $ref: '#/components/schemas/r' } },
            },
          }),
        },
      },
    },
    [`${account}/Recordings/{recording_sid}.json`]: {
      parameters: inPath('account_sid', 'recording_sid'),
      get: { responses: { 200: json({ $ref: '#/components/schemas/r' }), 404: error } },
      delete: { responses: { 204: { description: 'It is gone.' }, 404: error } },
    },
  },
  components: { schemas: { r: recording } },
};
