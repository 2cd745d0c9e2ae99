import { setParallelCanAssign } from '@cucumber/cucumber';
import { mayRunTogether } from './may-run-together.ts';

setParallelCanAssign((pickle, running) => running.every((other) => mayRunTogether(pickle, other)));
