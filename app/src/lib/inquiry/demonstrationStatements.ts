import type { Texts } from '#lib/questions/everyone/debate.ts';

/** The statements of the demonstration inquiry, and how its invented people answer them. */
export interface DemonstrationStatement {
  readonly number: number;
  readonly state: 'accepted' | 'waiting' | 'refused';
  readonly texts: Texts;
  /**
   * Chances of agreeing rather than disagreeing for three ways of seeing: those who want to be able to
   * say no, those who find AI useful once checked, those who would go faster.
   */
  readonly agree?: readonly [number, number, number];
  /** The trade that it speaks of; people of other trades often pass. */
  readonly trade?: string;
}

/** Invented, like the company. */
export const demonstrationStatements: readonly DemonstrationStatement[] = [
  {
    number: 1,
    state: 'accepted',
    texts: {
      fr: 'Je veux savoir quand un texte a été écrit avec une IA.',
      en: 'I want to know when a text was written with AI.',
    },
    agree: [0.95, 0.94, 0.84],
  },
  {
    number: 2,
    state: 'accepted',
    texts: {
      fr: 'On devrait pouvoir refuser d’utiliser l’IA sans avoir à se justifier.',
      en: 'People should be able to refuse to use AI without giving a reason.',
    },
    agree: [0.88, 0.48, 0.16],
  },
  {
    number: 3,
    state: 'accepted',
    texts: { fr: 'Le temps gagné repart en vérifications.', en: 'The time saved goes back into checking.' },
    agree: [0.55, 0.92, 0.22],
  },
  {
    number: 4,
    state: 'accepted',
    texts: {
      fr: 'Une IA ne doit jamais décider seule de l’orientation d’un patient.',
      en: 'An AI must never decide alone where a patient goes next.',
    },
    agree: [0.96, 0.92, 0.83],
  },
  {
    number: 5,
    state: 'accepted',
    texts: {
      fr: 'J’ai peur de perdre la main sur ce que je savais faire.',
      en: 'I am afraid of losing my touch at what I used to do well.',
    },
    agree: [0.8, 0.4, 0.2],
  },
  {
    number: 6,
    state: 'accepted',
    texts: {
      fr: 'Mon travail est plus intéressant depuis que l’IA prend les tâches répétitives.',
      en: 'My work is more interesting since AI took over the repetitive tasks.',
    },
    agree: [0.12, 0.48, 0.88],
  },
  {
    number: 7,
    state: 'accepted',
    texts: {
      fr: 'Le temps gagné devrait d’abord servir à mieux finir le travail.',
      en: 'Time saved should first go into finishing the work properly.',
    },
    agree: [0.82, 0.84, 0.78],
  },
  {
    number: 8,
    state: 'accepted',
    texts: { fr: 'Nous allons trop vite.', en: 'We are going too fast.' },
    agree: [0.88, 0.4, 0.08],
  },
  {
    number: 9,
    state: 'accepted',
    texts: {
      fr: 'L’IA est utile, à condition que quelqu’un du métier relise.',
      en: 'AI is useful, provided someone from the trade rereads.',
    },
    agree: [0.38, 0.95, 0.7],
  },
  {
    number: 10,
    state: 'accepted',
    texts: {
      fr: 'Apprendre à se servir de l’IA doit se faire sur le temps de travail.',
      en: 'Learning to use AI must happen in working hours.',
    },
    agree: [0.93, 0.94, 0.88],
  },
  {
    number: 11,
    state: 'accepted',
    texts: { fr: 'Tout le monde ici devrait s’en servir.', en: 'Everyone here should be using it.' },
    agree: [0.06, 0.35, 0.84],
  },
  {
    number: 12,
    state: 'accepted',
    texts: {
      fr: 'Sur les machines, l’alerte de l’IA se déclenche souvent pour rien.',
      en: 'On the machines, the AI alert often goes off for nothing.',
    },
    agree: [0.72, 0.55, 0.28],
    trade: 'workshop',
  },
  {
    number: 13,
    state: 'accepted',
    texts: {
      fr: 'Avant de choisir un outil, il faut demander à qui s’en servira.',
      en: 'Before choosing a tool, ask the people who will use it.',
    },
    agree: [0.93, 0.92, 0.82],
  },
  {
    number: 14,
    state: 'accepted',
    texts: { fr: 'L’IA finira par supprimer mon poste.', en: 'AI will end up doing away with my job.' },
    agree: [0.66, 0.25, 0.1],
  },
  {
    number: 15,
    state: 'accepted',
    texts: {
      fr: 'En soin, l’IA me rend du temps auprès des patients.',
      en: 'In care, AI gives me back time with patients.',
    },
    agree: [0.18, 0.55, 0.78],
    trade: 'care',
  },
  {
    number: 16,
    state: 'accepted',
    texts: {
      fr: 'Le compte rendu de réunion écrit par l’IA me suffit.',
      en: 'The meeting notes written by AI are enough for me.',
    },
    agree: [0.14, 0.38, 0.8],
  },
  {
    number: 17,
    state: 'accepted',
    texts: {
      fr: 'Si l’IA se trompe, la personne qui s’en sert ne doit pas en répondre seule.',
      en: 'If AI gets it wrong, the person using it must not answer for it alone.',
    },
    agree: [0.94, 0.86, 0.8],
  },
  {
    number: 18,
    state: 'accepted',
    texts: {
      fr: 'Nous prenons du retard sur nos concurrents.',
      en: 'We are falling behind our competitors.',
    },
    agree: [0.15, 0.42, 0.87],
  },
  {
    number: 19,
    state: 'accepted',
    texts: {
      fr: 'Tout texte produit avec l’IA devrait être relu par deux personnes.',
      en: 'Any text made with AI should be reread by two people.',
    },
    agree: [0.62, 0.8, 0.12],
  },
  {
    number: 20,
    state: 'accepted',
    texts: { fr: 'Deux heures de formation ne suffisent pas.', en: 'Two hours of training are not enough.' },
    agree: [0.88, 0.82, 0.58],
  },
  {
    number: 21,
    state: 'accepted',
    texts: {
      fr: 'J’ai le sentiment que l’outil surveille mon travail.',
      en: 'I feel that the tool is watching my work.',
    },
    agree: [0.76, 0.36, 0.12],
  },
  {
    number: 22,
    state: 'accepted',
    texts: {
      fr: 'Un client doit toujours pouvoir joindre une personne.',
      en: 'A customer must always be able to reach a person.',
    },
    agree: [0.93, 0.91, 0.78],
  },
  {
    number: 23,
    state: 'accepted',
    texts: {
      fr: 'Le code que propose l’IA me fait gagner du temps, même en le relisant.',
      en: 'The code AI suggests saves me time, even counting the rereading.',
    },
    agree: [0.25, 0.62, 0.9],
    trade: 'design',
  },
  {
    number: 24,
    state: 'accepted',
    texts: {
      fr: 'Dans mon métier, je me fie aux réponses de l’IA.',
      en: 'In my line of work, I rely on AI’s answers.',
    },
    agree: [0.06, 0.3, 0.72],
  },
  {
    number: 25,
    state: 'accepted',
    texts: { fr: 'Je vérifie toujours ce que l’IA me donne.', en: 'I always check what AI gives me.' },
    agree: [0.48, 0.93, 0.36],
  },
  {
    number: 26,
    state: 'accepted',
    texts: {
      fr: 'La nuit, personne n’explique rien à l’équipe quand l’outil change.',
      en: 'At night, nobody explains anything to the team when the tool changes.',
    },
    agree: [0.8, 0.58, 0.4],
    trade: 'workshop',
  },
  {
    number: 27,
    state: 'accepted',
    texts: {
      fr: 'L’IA pourrait répondre aux clients le soir et le week-end.',
      en: 'AI could answer customers in the evening and at weekends.',
    },
    agree: [0.16, 0.55, 0.86],
  },
  {
    number: 28,
    state: 'accepted',
    texts: {
      fr: 'Il faut mesurer le gain réel avant de généraliser.',
      en: 'We should measure the real gain before rolling it out.',
    },
    agree: [0.7, 0.94, 0.32],
  },
  {
    number: 29,
    state: 'accepted',
    texts: {
      fr: 'Si l’IA fait les tâches simples, plus personne n’apprendra le métier.',
      en: 'If AI does the simple tasks, nobody will learn the trade any more.',
    },
    agree: [0.86, 0.6, 0.26],
  },
  {
    number: 30,
    state: 'accepted',
    texts: { fr: 'Je m’en sers déjà sans l’avoir dit.', en: 'I already use it without having said so.' },
    agree: [0.14, 0.45, 0.74],
  },
  {
    number: 31,
    state: 'accepted',
    texts: {
      fr: 'Les données des patients ne doivent pas sortir de nos serveurs.',
      en: 'Patients’ data must not leave our own servers.',
    },
    agree: [0.96, 0.92, 0.76],
  },
  {
    number: 32,
    state: 'accepted',
    texts: {
      fr: 'Le temps gagné devrait se voir sur la paie.',
      en: 'The time saved should show on the payslip.',
    },
    agree: [0.8, 0.5, 0.42],
  },
  {
    number: 33,
    state: 'accepted',
    texts: {
      fr: 'Une liste claire de ce qui est permis m’aiderait.',
      en: 'A clear list of what is allowed would help me.',
    },
    agree: [0.55, 0.92, 0.62],
  },
  {
    number: 34,
    state: 'accepted',
    texts: {
      fr: 'Si l’IA fait gagner du temps, on devrait travailler moins.',
      en: 'If AI saves time, we should work shorter hours.',
    },
    agree: [0.86, 0.55, 0.46],
  },
  {
    number: 35,
    state: 'accepted',
    texts: {
      fr: 'La direction sait où elle va avec l’IA.',
      en: 'Management knows where it is going with AI.',
    },
    agree: [0.1, 0.32, 0.62],
  },
  {
    number: 36,
    state: 'accepted',
    texts: {
      fr: 'En me servant de l’IA, j’ai appris quelque chose sur mon métier.',
      en: 'Using AI has taught me something about my trade.',
    },
    agree: [0.16, 0.66, 0.84],
  },
  {
    number: 37,
    state: 'accepted',
    texts: {
      fr: 'L’IA abîme la langue de nos courriers.',
      en: 'AI is spoiling the language of our letters.',
    },
    agree: [0.76, 0.5, 0.2],
    trade: 'office',
  },
  {
    number: 38,
    state: 'accepted',
    texts: {
      fr: 'Je préfère demander à quelqu’un de l’équipe plutôt qu’à une machine.',
      en: 'I would rather ask someone on the team than a machine.',
    },
    agree: [0.9, 0.6, 0.28],
  },
  {
    number: 39,
    state: 'accepted',
    texts: {
      fr: 'L’énergie que consomme l’IA devrait peser dans nos choix.',
      en: 'The energy AI uses should weigh in our choices.',
    },
    agree: [0.76, 0.6, 0.34],
  },
  {
    number: 40,
    state: 'accepted',
    texts: {
      fr: 'Il faudra reposer ces questions dans six mois, avec des chiffres.',
      en: 'These questions should be asked again in six months, with figures.',
    },
    agree: [0.88, 0.95, 0.86],
  },
  {
    number: 41,
    state: 'refused',
    texts: {
      fr: 'La chef de l’équipe de nuit n’y comprend rien.',
      en: 'The head of the night team does not understand any of it.',
    },
  },
  {
    number: 42,
    state: 'refused',
    texts: { fr: 'L’IA est utile et il faut ralentir.', en: 'AI is useful and we should slow down.' },
  },
  {
    number: 43,
    state: 'refused',
    texts: { fr: 'Les anciens ne s’y feront jamais.', en: 'The old hands will never get used to it.' },
  },
  {
    number: 44,
    state: 'waiting',
    texts: { fr: 'L’IA devrait préparer les plannings.', en: 'AI should draw up the rosters.' },
  },
  {
    number: 45,
    state: 'waiting',
    texts: {
      fr: 'Les sous-traitants devraient suivre les mêmes règles que nous.',
      en: 'Subcontractors should follow the same rules as we do.',
    },
  },
];
