/** What may let somebody in, wherever it is said: it is neither kept in a log nor shown. */

/** What stands in the place of a secret. */
export const hidden = '…';

/** The URL of a request without name and password: who may ask is the business of whoever is asked. */
export function withoutPassword(text: string): string {
  const url = URL.parse(text);
  if (!url) return text;
  url.username = '';
  url.password = '';
  return url.href;
}

/** Whether a parameter of a URL is a secret, by its name. */
export const isSecretName = (name: string): boolean =>
  /token|secret|passw|pwd|auth|api.?key|(^|[_.-]|api|access)key$|signature|^sig$|jwt/i.test(name);

const masked = (text: string, secrets: readonly RegExp[]) =>
  secrets.reduce((so, one) => so.replace(one, `$1${hidden}`), text);

/** White space as it may stand in a document, and in one that is a parameter of a form. */
const blanks = String.raw`(?:\s|\+|%20|%0[9ad])*`;
/** Where passwords stand, behind what is kept: in a form, in JSON, and in a document in any of them. */
const passwords = [
  /((?:^|&)SipAuthPassword=)[^&]+/g,
  /("SipAuthPassword"\s*:\s*")(?:[^"\\]|\\.)+/gs,
  /("SipAuthPassword"\s*:\s*)-?\d[^\s,}]*/g,
  new RegExp(`(password${blanks}(?:=|%3d)${blanks}(\\\\?["']|%2[27]))(?:(?!\\2).)+`, 'gis'),
];
/** A body without the passwords that TeXML knows; everything else in it is as it was. */
export const withoutPasswords = (body: string): string => masked(body, passwords);

/** Where else secrets stand, by their names. These are short. */
const named = [
  // Of a form.
  /((?:^|&)[^=&\s"<]{0,80}(?:password|secret|token)[^=&\s"<]{0,80}=)[^&]+/gi,
  // Of JSON.
  /("[^"]{0,80}(?:password|secret|token)[^"]{0,80}"\s*:\s*")(?:[^"\\]|\\.)+(?=")/gi,
  // In a URL, as it is or in a form: who may ask, and what its query lets in by.
  /(:\/\/|%3A%2F%2F)(?:(?!%2F|%3F|%22|%26|%20)[^\s/?#"'<>&@]){1,400}(?=@|%40)/gi,
  /((?:[?&;]|%3F|%26)(?:amp;|amp%3B)?(?:(?!%26|%3D)[^=&\s"'<>]){0,80}(?:token|secret|password|signature|api.?key)(?:(?!%26|%3D)[^=&\s"'<>]){0,80}(?:=|%3D))(?:(?!%26|%22|%20)[^&\s"'<>\\])+/gi,
];
/** A body without anything that may be a secret: it tells what was said, and cannot be sent again. */
export const withoutSecrets = (body: string): string => masked(withoutPasswords(body), named);
