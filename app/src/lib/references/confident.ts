/** A confidence from which the first occupation may be taken without asking twice (SPEC C of the matcher). */
export const CONFIDENT = 0.8;
