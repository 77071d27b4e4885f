/** What stands on the page of the explorer, as HTML. */

export const explorerMarkup = `<div class="explorer">
<h1>Explorer</h1>
<p>Tell the machines something, and see what they answer. Everything runs on this page, with the machines themselves.</p>
<div class="bar">
<label>Begin with <select id="walk"><option value="">nothing</option></select></label>
<label>How do I get to <select id="way"><option value="">…</option></select></label>
<span class="steps" role="group" aria-label="Steps">
<button id="back" type="button">Back</button>
<input id="at" type="range" min="0" max="0" value="0" aria-label="Step">
<button id="forward" type="button">Forward</button>
<output id="count"></output>
</span>
<button id="link" type="button">Copy link</button>
<button id="lines" type="button">Copy as JSON lines</button>
<button id="test" type="button">Copy as test</button>
</div>
<p id="says" role="status"></p>
<div class="halves">
<section aria-labelledby="next-head">
<h2 id="next-head">What can happen next</h2>
<label>after <select id="after"><option value="0">no time</option><option value="1000" selected>1 s</option><option value="10000">10 s</option><option value="60000">1 min</option></select></label>
<div id="next"></div>
</section>
<section aria-labelledby="are-head">
<h2 id="are-head">Machines</h2>
<div id="machines"></div>
</section>
</div>
<section aria-labelledby="told-head">
<h2 id="told-head">Who told whom</h2>
<div id="told" class="wide" tabindex="0" role="region" aria-label="Messages"></div>
</section>
<section aria-labelledby="known-head">
<h2 id="known-head">What can I know from outside?</h2>
<details id="known">
<summary>What somebody can be sure of who only sees requests, documents and callbacks</summary>
<p><label>It is told of <select id="watched"></select></label></p>
<div id="known-table" class="wide" tabindex="0" role="region" aria-label="Known from outside"></div>
</details>
</section>
<section aria-labelledby="asked-head">
<h2 id="asked-head">What this step asked of the world</h2>
<ul id="asked"></ul>
</section>
<section aria-labelledby="lives-head">
<h2 id="lives-head">Lives over time</h2>
<div id="lives" class="wide" tabindex="0" role="region" aria-label="Lives"></div>
</section>
<noscript><p>The explorer needs JavaScript; the other pages do not.</p></noscript>
</div>`;
