import type { Language } from '../../common/contract/views.ts';

/** The version of Lens's own licence, raised whenever its words change. */
export const LICENCE_VERSION = '1';

const en = `This agreement is between you and {company}, who offers you remote assistance with Lens. It covers this one session only.

What happens. Once you have accepted, and the technician has started the session, the live picture of your camera and the sound of your microphone are sent to the technician, and you hear the technician. If you have chosen to speak by telephone, only the picture is sent.

What is kept. Picture and sound travel encrypted. They are not recorded, and nothing of them stays on this server. Your technician can ask your phone for single pictures, of which you see each one, and can save them. {company} keeps when the session took place, the contact details that its technician noted for it, and that you accepted this agreement.

What you decide. You choose what the camera sees. Do not show what should not be seen: people who have not agreed, papers, passwords, bank cards. You can mute your microphone, or leave, at any time; the picture and the sound stop at once. You owe no reason.

Your safety. Do nothing that you hold to be dangerous, and do not open, move or touch anything live, hot or moving because of what you are told in a session. Do not use Lens in an emergency: call the emergency number.

No warranty. The session is offered as it is; a connection can fail. Rights that the law of your country gives you remain yours.

If you do not agree, decline: the session ends, and nothing is sent.`;

const fr = `Cet accord est conclu entre vous et {company}, qui vous propose une assistance à distance avec Lens. Il ne vaut que pour cette session.

Ce qui se passe. Lorsque vous avez accepté et que le technicien a démarré la session, l'image en direct de votre caméra et le son de votre micro sont transmis au technicien, et vous l'entendez. Si vous avez choisi de parler par téléphone, seule l'image est transmise.

Ce qui est conservé. L'image et le son circulent chiffrés. Ils ne sont pas enregistrés et rien n'en reste sur ce serveur. Votre technicien peut demander à votre téléphone des photos isolées, que vous voyez toutes, et peut les conserver. {company} conserve la date et l'heure de la session, les coordonnées que son technicien a notées pour elle et le fait que vous avez accepté cet accord.

Ce que vous décidez. Vous choisissez ce que la caméra voit. Ne montrez pas ce qui ne doit pas être vu : des personnes qui n'ont pas donné leur accord, des papiers, des mots de passe, des cartes bancaires. Vous pouvez couper votre micro ou quitter la session à tout moment ; l'image et le son s'arrêtent aussitôt. Vous n'avez pas à vous justifier.

Votre sécurité. Ne faites rien qui vous semble dangereux ; n'ouvrez, ne déplacez et ne touchez rien qui soit sous tension, chaud ou en mouvement à cause de ce qui vous est dit pendant une session. N'utilisez pas Lens en cas d'urgence : appelez le numéro d'urgence.

Absence de garantie. La session est proposée en l'état ; une connexion peut échouer. Les droits que vous donne la loi de votre pays vous restent acquis.

Si vous n'êtes pas d'accord, refusez : la session se termine et rien n'est transmis.`;

/** Lens's own licence, in force until a company writes one; `{company}` stands for its name. */
export const lensLicence: Readonly<Record<Language, string>> = { en, fr };

/** A licence as a customer of this company reads it, paragraphs parted by an empty line. */
export function licenceFor(companyName: string, text: string): string {
  return text.replaceAll('{company}', () => companyName);
}
