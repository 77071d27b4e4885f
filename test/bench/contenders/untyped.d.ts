/** What is used of javascript-state-machine, which comes without types. */
declare module 'javascript-state-machine' {
  const StateMachine: { readonly factory: (options: object) => unknown };
  export = StateMachine;
}
