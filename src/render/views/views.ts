/** The pictures of each machine's page, an overview first. */
import type { MachineName } from '../../../machines/index.ts';
import type { Graph } from '../graph/graph.ts';
import type { View, ViewPlan } from '../graph/view.ts';
import { viewOf } from './cut.ts';
import { callPlans } from './plans/call.ts';
import { conferencePlans } from './plans/conference.ts';
import { dialLegPlans } from './plans/dial-leg.ts';
import { recordingPlans } from './plans/recording.ts';
import { transcriptionPlans } from './plans/transcription.ts';

export const plans: Readonly<Record<MachineName, readonly ViewPlan[]>> = {
  call: callPlans,
  dialLeg: dialLegPlans,
  conference: conferencePlans,
  recording: recordingPlans,
  transcription: transcriptionPlans,
};

/** The pictures of a machine, the whole first. */
export const viewsOf = (graph: Graph): readonly View[] =>
  plans[graph.machine].map((plan) => viewOf(graph, plan));
