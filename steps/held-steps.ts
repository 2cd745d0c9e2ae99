import { expectHeld, holdOpen, type Client, type Session } from './engine.ts';
import type { To } from './parameter-types.ts';
import { topic } from './sentence-book.ts';

const define = topic('Held connections');

define(
  'When',
  'from {client}, a connection to {destination} is held open',
  'One connection that stays open through all that follows; over UDP a socket that keeps sending. Another such sentence ends it.',
  'When from pod "client", a connection to "web:80" is held open',
  (session: Session, from: Client, to: To) => holdOpen(session, { from, ...to }),
);

define(
  'Then',
  'the connection reaches a pod',
  'What is sent over it arrives, wherever.',
  'Then the connection reaches a pod',
  (session: Session) => expectHeld(session, 'a pod'),
);

define(
  'Then',
  'the connection still reaches the same pod',
  'What is sent over it comes to where it went at first.',
  'Then the connection still reaches the same pod',
  (session: Session) => expectHeld(session, 'same pod'),
);

define(
  'Then',
  'the connection reaches another pod',
  'What is sent over it comes to another pod than at first. Only datagrams can.',
  'Then the connection reaches another pod',
  (session: Session) => expectHeld(session, 'another pod'),
);

define(
  'Then',
  'the connection is over',
  'It was closed or reset at its other end.',
  'Then the connection is over',
  (session: Session) => expectHeld(session, 'over'),
);

define(
  'Then',
  'the connection gets no answer',
  'What is sent over it is lost.',
  'Then the connection gets no answer',
  (session: Session) => expectHeld(session, 'silent'),
);

define(
  'Then',
  'the connection is refused',
  'What is sent over it is refused. Only datagrams are, and the next one may arrive.',
  'Then the connection is refused',
  (session: Session) => expectHeld(session, 'refused'),
);
