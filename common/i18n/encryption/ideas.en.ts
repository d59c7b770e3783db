/**
 * The 256 ideas that two screens say in four words, in English; `ideas.fr.ts` has the same in the same
 * order. Each is a thing that can be pictured, and said and heard unmistakably on a bad line: none begins
 * another, none is one letter away from another, none sounds like another word. The order is part of
 * the words: a changed one makes two releases say different words for one connection.
 */
export const ideas = `
  accordion airport ambulance apple apricot aquarium artichoke artist asparagus astronaut
  aubergine avocado bakery balcony ballerina bamboo banana barrel basket bathtub battery
  bicycle binoculars blanket blueberry bottle bracelet broccoli buffalo butterfly cabbage
  cactus candle caramel carnival carpenter carrot castle cathedral chandelier cherry
  chessboard chestnut chicken chimney chocolate cinema clarinet coffee compass confetti
  corridor courgette couscous crocodile croissant crown crystal cucumber curtain cushion
  daffodil dentist detective diamond dinosaur doctor dolphin domino dragon eagle elbow
  elephant emerald envelope festival flamingo football forest fridge frog galaxy garage
  garden gazelle geranium ginger giraffe glacier gladiator gondola grapefruit guitar hammer
  harmonica hedgehog helicopter helmet honey hospital hurricane iceberg igloo jaguar
  jellyfish jungle kangaroo kayak ketchup keyboard kimono koala labyrinth ladder ladybird
  lamp lantern lavender lemon lettuce lion lizard lobster mammoth mandarin mango market
  mattress mechanic mermaid meteor mimosa mirror mosquito mountain mushroom mustard
  necklace nectarine needle newspaper notebook nurse oasis ocean octopus olive omelette
  onion opera orange orchestra orchid ostrich pancake panda papaya parachute parsley
  pavement pelican penguin perfume piano pillow pirate pistachio pizza planet plumber
  propeller pumpkin puppet puzzle pyjamas pyramid rabbit radio restaurant rhubarb river
  rocket ruby salad salmon sandwich sapphire sardine satellite saucepan sausage saxophone
  scarecrow school scissors scorpion sculptor seahorse shadow shark shepherd shrimp slipper
  snake spaceship sparrow spider spinach squirrel statue strawberry sugar suitcase
  sunflower syrup table taxi telescope temple tennis terrace theatre thunder tiger tomato
  tractor train trampoline treasure triangle trophy trousers trumpet tulip tunnel turtle
  umbrella unicorn vanilla viking village vinegar vineyard violin volcano vulture waffle
  walrus wardrobe watermelon weasel whistle window wolf yogurt zebra
`
  .trim()
  .split(/\s+/);
