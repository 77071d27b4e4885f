/** Whom a document dials, as far as it can be read: telephone numbers and SIP addresses. */

/** An address as it is dialled; undefined where nobody could be meant. */
type Reader = (text: string) => string | undefined;

const sip = /^sips?:\S+$/i;
/** What stands between figures for people only. */
const punctuation = /^tel:|[\s().\-\u2010-\u2015/]/gi;

const numberIn: Reader = (text) => {
  if (sip.test(text)) return text;
  const figures = text.replace(punctuation, '');
  return /^\+?[\d*#]+$/.test(figures) ? figures : undefined;
};
const sipAddressIn: Reader = (text) => {
  if (sip.test(text)) return text;
  return /^[^\s:]+(:\d+)?$/.test(text) ? `sip:${text}` : undefined;
};

export const addresses = {
  Number: { read: numberIn, expected: 'a number' },
  Sip: { read: sipAddressIn, expected: 'a SIP address' },
} as const;
