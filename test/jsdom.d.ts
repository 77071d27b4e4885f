/** As much of jsdom as the tests use: Mermaid wants a window to read its texts in. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string);
    readonly window: { readonly document: object };
  }
}
