/** OpenVEX asks for an action of everything that is affected; this one says that there is none yet. */
export const NO_ACTION = "No action has been decided yet.";
