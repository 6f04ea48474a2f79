// French words for the 80 kinds of things, as in things-en.ts.

export const THINGS_FR = `
person: personne, personnes, gens, humain, humains, être humain, quelqu'un, piéton, piétons,
  ~homme, ~hommes, ~femme, ~femmes, ~enfant, ~enfants, ~garçon, ~garçons, ~fille, ~filles, ~bébé, ~bébés, ~photographe, ~astronaute,
  ~joueur, ~joueurs, ~policier
bicycle: vélo, vélos, bicyclette, bicyclettes
car: voiture, voitures, auto, autos, automobile, automobiles, ~taxi, ~taxis
motorcycle: moto, motos, motocyclette, motocyclettes, ~scooter
airplane: avion, avions
bus: bus, autobus, autocar, autocars
train: train, trains, ~locomotive, ~tramway
truck: camion, camions, ~camion de pompiers
boat: bateau, bateaux, ~navire, ~navires, ~voilier, ~canoë
traffic light: feu de circulation, feux de circulation, feu tricolore, feux tricolores, feu rouge
fire hydrant: bouche d'incendie, bouches d'incendie, borne d'incendie
stop sign: panneau stop, panneaux stop
parking meter: parcmètre, parcmètres
bench: banc, bancs
bird: oiseau, oiseaux, ~canard, ~canards, ~aigle, ~perroquet, ~pigeon, ~pigeons, ~mouette, ~hibou, ~poule, ~cygne, ~manchot
cat: chat, chats, chatte, chattes, ~chaton, ~chatons
dog: chien, chiens, chienne, chiennes, ~chiot, ~chiots, ~caniche
horse: cheval, chevaux, ~poney, ~poneys, ~poulain
sheep: mouton, moutons, brebis, ~agneau, ~agneaux
cow: vache, vaches, ~taureau, ~veau
elephant: éléphant, éléphants
bear: ours, ~ours polaire, ~ours brun
zebra: zèbre, zèbres
giraffe: girafe, girafes
backpack: sac à dos, sacs à dos
umbrella: parapluie, parapluies, ~parasol, ~parasols
handbag: sac à main, sacs à main
tie: cravate, cravates, nœud papillon
suitcase: valise, valises, bagage, bagages
frisbee: frisbee, frisbees
skis: ski, skis
snowboard: snowboard, snowboards, planche à neige
sports ball: ballon, ballons, balle, balles, ~ballon de football
kite: cerf-volant, cerfs-volants
baseball bat: batte de baseball, battes de baseball, batte, battes
baseball glove: gant de baseball, gants de baseball
skateboard: skateboard, skateboards, planche à roulettes
surfboard: planche de surf, planches de surf
tennis racket: raquette de tennis, raquettes de tennis, raquette, raquettes
bottle: bouteille, bouteilles
wine glass: verre à vin, verres à vin, verre, verres
cup: tasse, tasses, gobelet, gobelets, ~tasse de café
fork: fourchette, fourchettes
knife: couteau, couteaux
spoon: cuillère, cuillères, cuiller, cuillers
bowl: bol, bols, saladier
banana: banane, bananes
apple: pomme, pommes
sandwich: sandwich, sandwichs, sandwiches, ~hamburger
orange: orange, oranges
broccoli: brocoli, brocolis
carrot: carotte, carottes
hot dog: hot-dog, hot-dogs
pizza: pizza, pizzas
donut: donut, donuts, beignet, beignets
cake: gâteau, gâteaux
chair: chaise, chaises, ~fauteuil, ~fauteuils, ~tabouret
couch: canapé, canapés, sofa
potted plant: plante en pot, plantes en pot, plante, plantes
bed: lit, lits
dining table: table à manger, table, tables, ~bureau
toilet: toilette, toilettes, cuvette
tv: télévision, télévisions, téléviseur, téléviseurs, télé, ~écran
laptop: ordinateur portable, ordinateurs portables, laptop
mouse: souris
remote: télécommande, télécommandes
keyboard: clavier, claviers
cell phone: téléphone portable, téléphones portables, téléphone, téléphones, smartphone, smartphones, portable
microwave: micro-ondes, four à micro-ondes
oven: four, fours, cuisinière
toaster: grille-pain
sink: évier, éviers, lavabo, lavabos
refrigerator: réfrigérateur, réfrigérateurs, frigo, frigos
book: livre, livres
clock: horloge, horloges, pendule, ~montre, ~réveil
vase: vase, vases
scissors: ciseaux, paire de ciseaux
teddy bear: ours en peluche, nounours, peluche
hair drier: sèche-cheveux
toothbrush: brosse à dents, brosses à dents
`;
