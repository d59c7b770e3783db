import type { Dictionary } from '../../common/i18n/translate.ts';

const en = {
  title: 'Let this device trust Lens',
  why: 'Camera and microphone need a secure connection. Lens made its own certificate for this network; your device has to be told once that it may trust it.',
  onlyTry:
    'Do this on devices of your own, to try Lens out. Take the certificate away again afterwards.',
  download: 'Download the certificate',
  fingerprint: 'Its SHA-256 fingerprint, to compare with the terminal',
  after: 'When that is done',
  open: 'Open Lens',
  ios: 'iPhone and iPad',
  ios1: 'In Safari, touch “Download the certificate” and allow the download.',
  ios2: 'Open Settings, touch “Profile Downloaded”, then Install.',
  ios3: 'In Settings, go to General, About, Certificate Trust Settings, and switch Lens on.',
  android: 'Android',
  android1: 'Touch “Download the certificate”.',
  android2:
    'Open Settings, search for “CA certificate”, choose “Install anyway” and pick the downloaded file.',
  android3:
    'Use Chrome or Samsung Internet: Firefox on Android does not look at certificates installed this way.',
  macos: 'Mac',
  macos1: 'Download the certificate and open it: Keychain Access asks where to add it.',
  macos2: 'Find it in Keychain Access, open it, and under Trust choose “Always Trust”.',
  windows: 'Windows',
  windows1: 'Download the certificate, open it and choose “Install Certificate”, Current User.',
  windows2:
    'Choose “Place all certificates in the following store”, Browse, “Trusted Root Certification Authorities”, and finish.',
};

const fr: Readonly<Record<keyof typeof en, string>> = {
  title: 'Faire confiance à Lens sur cet appareil',
  why: 'La caméra et le micro exigent une connexion sécurisée. Lens a créé son propre certificat pour ce réseau ; il faut dire une fois à votre appareil qu’il peut lui faire confiance.',
  onlyTry:
    'Faites-le sur vos propres appareils, pour essayer Lens. Retirez le certificat par la suite.',
  download: 'Télécharger le certificat',
  fingerprint: 'Son empreinte SHA-256, à comparer avec le terminal',
  after: 'Quand c’est fait',
  open: 'Ouvrir Lens',
  ios: 'iPhone et iPad',
  ios1: 'Dans Safari, touchez « Télécharger le certificat » et autorisez le téléchargement.',
  ios2: 'Ouvrez Réglages, touchez « Profil téléchargé », puis Installer.',
  ios3: 'Dans Réglages, allez dans Général, Informations, Réglages des certificats, et activez Lens.',
  android: 'Android',
  android1: 'Touchez « Télécharger le certificat ».',
  android2:
    'Ouvrez Paramètres, cherchez « certificat CA », choisissez « Installer quand même », puis le fichier téléchargé.',
  android3:
    'Utilisez Chrome ou Samsung Internet : Firefox sur Android ne regarde pas les certificats installés ainsi.',
  macos: 'Mac',
  macos1: 'Téléchargez le certificat et ouvrez-le : Trousseaux d’accès demande où l’ajouter.',
  macos2:
    'Retrouvez-le dans Trousseaux d’accès, ouvrez-le et, sous « Se fier », choisissez « Toujours approuver ».',
  windows: 'Windows',
  windows1:
    'Téléchargez le certificat, ouvrez-le et choisissez « Installer un certificat », Utilisateur actuel.',
  windows2:
    'Choisissez « Placer tous les certificats dans le magasin suivant », Parcourir, « Autorités de certification racines de confiance », puis terminez.',
};

/** What the page says that hands out the local certificate. */
export const lanWords: Dictionary<typeof en> = { en, fr };
