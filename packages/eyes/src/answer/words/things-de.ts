// German words for the 80 kinds of things, as in things-en.ts, in the cases that questions use.

export const THINGS_DE = `
person: person, personen, mensch, menschen, leute, leuten, jemand, jemanden, fußgänger, fußgängern,
  ~mann, ~männer, ~männern, ~frau, ~frauen, ~kind, ~kinder, ~kindern, ~junge, ~jungen, ~mädchen, ~baby, ~babys, ~fotograf, ~astronaut,
  ~astronautin, ~spieler, ~polizist
bicycle: fahrrad, fahrräder, fahrrädern, rad, räder, velo, velos
car: auto, autos, wagen, pkw, pkws, ~taxi, ~taxis, ~polizeiauto
motorcycle: motorrad, motorräder, motorrädern, ~roller, ~moped
airplane: flugzeug, flugzeuge, flugzeugen, flieger
bus: bus, busse, bussen
train: zug, züge, zügen, bahn, ~lokomotive, ~straßenbahn
truck: lkw, lkws, lastwagen, laster, ~feuerwehrauto
boat: boot, boote, booten, ~schiff, ~schiffe, ~segelboot, ~fähre, ~kanu
traffic light: ampel, ampeln, verkehrsampel, verkehrsampeln
fire hydrant: hydrant, hydranten
stop sign: stoppschild, stoppschilder, stopschild
parking meter: parkuhr, parkuhren
bench: bank, bänke, bänken, parkbank, sitzbank
bird: vogel, vögel, vögeln, ~ente, ~enten, ~adler, ~papagei, ~taube, ~tauben, ~möwe, ~eule, ~huhn, ~schwan, ~pinguin
cat: katze, katzen, ~kätzchen, ~kater
dog: hund, hunde, hunden, ~welpe, ~welpen, ~pudel, ~dackel
horse: pferd, pferde, pferden, ~pony, ~ponys, ~fohlen
sheep: schaf, schafe, schafen, ~lamm, ~lämmer
cow: kuh, kühe, kühen, rind, rinder, rindern, ~stier, ~bulle, ~kalb
elephant: elefant, elefanten
bear: bär, bären, ~eisbär, ~braunbär
zebra: zebra, zebras
giraffe: giraffe, giraffen
backpack: rucksack, rucksäcke, rucksäcken
umbrella: regenschirm, regenschirme, schirm, schirme, ~sonnenschirm
handbag: handtasche, handtaschen
tie: krawatte, krawatten, schlips
suitcase: koffer, koffern, gepäck
frisbee: frisbee, frisbees
skis: ski, skier, skiern
snowboard: snowboard, snowboards
sports ball: ball, bälle, bällen, ~fußball, ~tennisball, ~basketball
kite: drachen
baseball bat: baseballschläger
baseball glove: baseballhandschuh, baseballhandschuhe
skateboard: skateboard, skateboards
surfboard: surfbrett, surfbretter, surfbrettern
tennis racket: tennisschläger
bottle: flasche, flaschen
wine glass: weinglas, weingläser, weingläsern, glas, gläser, gläsern
cup: tasse, tassen, becher, bechern, ~kaffeetasse, ~kaffeetassen, ~teetasse
fork: gabel, gabeln
knife: messer, messern
spoon: löffel, löffeln, ~teelöffel
bowl: schüssel, schüsseln, schale, schalen
banana: banane, bananen
apple: apfel, äpfel, äpfeln
sandwich: sandwich, sandwiches, belegtes brot, ~burger, ~hamburger
orange: orange, orangen, apfelsine, apfelsinen
broccoli: brokkoli, broccoli
carrot: karotte, karotten, möhre, möhren
hot dog: hotdog, hotdogs, hot dog, hot dogs
pizza: pizza, pizzas, pizzen
donut: donut, donuts
cake: kuchen, torte, torten, ~geburtstagstorte
chair: stuhl, stühle, stühlen, ~sessel, ~hocker
couch: sofa, sofas, couch, couches
potted plant: topfpflanze, topfpflanzen, zimmerpflanze, zimmerpflanzen, pflanze, pflanzen
bed: bett, betten
dining table: esstisch, esstische, tisch, tische, tischen, ~schreibtisch
toilet: toilette, toiletten, klo
tv: fernseher, fernsehern, fernsehgerät, tv, ~bildschirm, ~monitor
laptop: laptop, laptops, notebook, notebooks
mouse: maus, computermaus, mäuse
remote: fernbedienung, fernbedienungen
keyboard: tastatur, tastaturen
cell phone: handy, handys, telefon, telefone, mobiltelefon, mobiltelefone, smartphone, smartphones
microwave: mikrowelle, mikrowellen
oven: ofen, öfen, backofen, herd
toaster: toaster, toastern
sink: waschbecken, spüle, spülbecken
refrigerator: kühlschrank, kühlschränke, kühlschränken
book: buch, bücher, büchern
clock: uhr, uhren, ~wanduhr, ~armbanduhr
vase: vase, vasen
scissors: schere, scheren
teddy bear: teddybär, teddybären, teddy, teddys
hair drier: haartrockner, föhn, fön
toothbrush: zahnbürste, zahnbürsten
`;
