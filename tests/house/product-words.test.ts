import { describe, expect, test } from 'vitest';
import { languages, type Language } from '../../common/contract/views.ts';
import { customerWords } from '../../common/i18n/customer/words.ts';
import { panelWords } from '../../common/i18n/panel/words.ts';

/** The product's own words, as its manual has them: people read them aloud to each other. */
const panel: Record<Language, string[]> = {
  en: [
    'Start new session',
    'New session',
    'NAME',
    'PHONE',
    'E-MAIL',
    'TICKET ID',
    'PIN code',
    'Waiting for the customer',
    'Customer has entered the PIN',
    'Customer connected',
    'Start session',
    'End session',
    'Mute',
    'Unmute',
  ],
  fr: [
    'Démarrer une nouvelle session',
    'Nouvelle session',
    'NOM',
    'TÉLÉPHONE',
    'E-MAIL',
    'ID DE TICKET',
    'Code PIN',
    'En attente du client',
    'Le client a saisi le code PIN',
    'Client connecté',
    'Démarrer une session',
    'Terminer la session',
    'Couper le micro',
    'Rétablir le micro',
  ],
};
const customer: Record<Language, string[]> = {
  en: [
    'Skip',
    'OK',
    'Enter your six-digit PIN code',
    'Connect',
    'I accept',
    'I decline',
    'Not yet shared',
    'Mute',
    'Unmute',
    'Leave',
  ],
  fr: [
    'Ignorer',
    'OK',
    'Saisissez votre code PIN à 6 chiffres',
    'Se connecter',
    "J'accepte",
    'Je refuse',
    'Pas encore partagé',
    'Couper le micro',
    'Rétablir le micro',
    'Quitter',
  ],
};

describe.each(languages)('in %s', (language) => {
  test.each(panel[language])('the panel says "%s"', (word) => {
    expect(Object.values(panelWords[language])).toContain(word);
  });

  test.each(customer[language])('the customer’s page says "%s"', (word) => {
    expect(Object.values(customerWords[language])).toContain(word);
  });
});
