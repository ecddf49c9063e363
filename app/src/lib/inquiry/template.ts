import type { Texts } from '#lib/questions/everyone/debate.ts';

/** What an inquiry is called until its host says otherwise. */
export const templateTitle = {
  fr: 'L’IA au travail, vue d’ici',
  en: 'AI at work, seen from here',
} as const satisfies Texts;

/** The closed lists that most organisations need, without their values. */
export const templateLists: readonly Texts[] = [
  { fr: 'Métier', en: 'Trade' },
  { fr: 'Horaires', en: 'Hours' },
  { fr: 'Ancienneté', en: 'Seniority' },
];

/**
 * Twelve statements to begin with, for “How do we bring everyone aboard?”. Opposite views side by side,
 * each as somebody who holds it would say it; nothing that anybody must agree with; one idea each.
 */
export const seedStatements: readonly Texts[] = [
  {
    fr: 'L’IA me fait gagner du temps sur ce qui m’ennuie.',
    en: 'AI saves me time on the parts of my work that bore me.',
  },
  {
    fr: 'Ce que l’IA fait à ma place, j’aimais le faire.',
    en: 'What AI does in my place, I used to like doing.',
  },
  {
    fr: 'Nous avançons trop lentement avec l’IA.',
    en: 'We are moving too slowly with AI.',
  },
  {
    fr: 'Nous devrions attendre d’en savoir plus avant d’utiliser l’IA.',
    en: 'We should wait until we know more before using AI.',
  },
  {
    fr: 'Chaque personne devrait pouvoir refuser l’IA dans son travail.',
    en: 'Everyone should be able to refuse AI in their own work.',
  },
  {
    fr: 'Quand un outil fait ses preuves, tout le monde devrait s’en servir.',
    en: 'Once a tool has proved its worth, everyone should use it.',
  },
  {
    fr: 'Ici, on peut dire que l’IA s’est trompée sans craindre de conséquences.',
    en: 'Here, people can say that AI got something wrong without fear.',
  },
  {
    fr: 'J’ai peur que l’IA serve à surveiller mon travail.',
    en: 'I am afraid that AI will be used to watch how I work.',
  },
  {
    fr: 'Le temps gagné avec l’IA devrait revenir aux personnes qui le gagnent.',
    en: 'Time saved with AI should go back to the people who save it.',
  },
  {
    fr: 'Le temps gagné avec l’IA devrait d’abord servir à faire plus de travail.',
    en: 'Time saved with AI should first go into getting more work done.',
  },
  {
    fr: 'Il me faudrait des heures de formation, pas des modes d’emploi.',
    en: 'I would need hours of training, not instructions to read.',
  },
  {
    fr: 'J’apprends mieux à me servir de l’IA par moi-même.',
    en: 'I learn to use AI better on my own.',
  },
];
