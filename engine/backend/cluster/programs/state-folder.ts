/** Shared by the containers of a pod; each stand-in has a socket in it. */
export const stateFolder = '/reachform-state';
export const socketEnding = '.sock';
