/** Les mêmes 256 idées que dans `ideas.en.ts`, dans le même ordre. */
export const ideas = `
  accordéon aéroport ambulance pomme abricot aquarium artichaut artiste asperge astronaute
  aubergine avocat boulangerie balcon ballerine bambou banane tonneau panier baignoire
  batterie vélo jumelles couverture myrtille bouteille bracelet brocoli buffle papillon
  chou cactus bougie caramel carnaval menuisier carotte château cathédrale lustre cerise
  échiquier châtaigne poulet cheminée chocolat cinéma clarinette café boussole confetti
  couloir courgette couscous crocodile croissant couronne cristal concombre rideau coussin
  jonquille dentiste détective diamant dinosaure docteur dauphin domino dragon aigle coude
  éléphant émeraude enveloppe festival flamant football forêt frigo grenouille galaxie
  garage jardin gazelle géranium gingembre girafe glacier gladiateur gondole pamplemousse
  guitare marteau harmonica hérisson hélicoptère casque miel hôpital ouragan iceberg igloo
  jaguar méduse jungle kangourou kayak ketchup clavier kimono koala labyrinthe échelle
  coccinelle lampe lanterne lavande citron laitue lion lézard homard mammouth mandarine
  mangue marché matelas mécanicien sirène météore mimosa miroir moustique montagne
  champignon moutarde collier nectarine aiguille journal carnet infirmier oasis océan
  pieuvre olive omelette oignon opéra orange orchestre orchidée autruche crêpe panda papaye
  parachute persil trottoir pélican manchot parfum piano oreiller pirate pistache pizza
  planète plombier hélice citrouille marionnette puzzle pyjama pyramide lapin radio
  restaurant rhubarbe rivière fusée rubis salade saumon sandwich saphir sardine satellite
  casserole saucisse saxophone épouvantail école ciseaux scorpion sculpteur hippocampe
  ombre requin berger crevette pantoufle serpent vaisseau moineau araignée épinard écureuil
  statue fraise sucre valise tournesol sirop table taxi télescope temple tennis terrasse
  théâtre tonnerre tigre tomate tracteur train trampoline trésor triangle trophée pantalon
  trompette tulipe tunnel tortue parapluie licorne vanille viking village vinaigre vignoble
  violon volcan vautour gaufre morse armoire pastèque belette sifflet fenêtre loup yaourt
  zèbre
`
  .trim()
  .split(/\s+/);
