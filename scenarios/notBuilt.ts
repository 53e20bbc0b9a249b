/** A requirement that is wanted and that no scenario holds yet, with the reason. */
export interface NotBuilt {
  id: string;
  story: string;
  why: string;
}

/** What the catalogue lacks; stands in its page, so that nobody takes it for tested. */
export const notBuilt: readonly NotBuilt[] = [
  {
    id: 'op/proxy-ca',
    story: 'From 0.16 on: an https proxy with a CA of its own, which PROXY_CA_BUNDLE carries.',
    why: "the edge is Debian's nginx, which knows no CONNECT (it answers 400)",
  },
  {
    id: 'up/new-to-old',
    story: 'A downgrade says what breaks.',
    why: 'Fleet promises nothing for it, so there is nothing that must hold',
  },
];
