/** A receiver as people write it: Express, an array, and nothing that knows a repeat. */
import express from 'express';

interface Told {
  RecordingSid: string;
  RecordingStatus: string;
  RecordingUrl?: string;
}

export const app = express();
app.use(express.urlencoded({ extended: true }));

const recordings: Told[] = [];

app.post('/recordings', (request, response) => {
  recordings.push(request.body);
  response.send('<h1>OK</h1>');
});
app.get('/recordings/:sid', (request, response) => {
  response.json(recordings.filter((one) => one.RecordingSid === request.params.sid));
});
