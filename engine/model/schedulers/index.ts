import { dh, mh, sh } from './hash.ts';
import { lc, nq, sed, wlc } from './least.ts';
import { lblc, lblcr } from './locality.ts';
import { rr, wrr } from './round-robin.ts';
import type { Scheduler } from './scheduler.ts';

/** The schedulers of Linux' ipvs by the names that `ipvs.scheduler` gives them. */
export const schedulers: Readonly<Record<string, Scheduler>> = {
  rr,
  wrr,
  lc,
  wlc,
  sed,
  nq,
  dh,
  sh,
  mh,
  lblc,
  lblcr,
};

/** The proxy process of userspace mode rotates too; it shuffles its list anew with every change. */
export const processTurns: Scheduler = { ...rr, about: 'the next in turn, in an order that was shuffled' };
