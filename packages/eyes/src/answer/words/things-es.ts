// Spanish words for the 80 kinds of things, as in things-en.ts.

export const THINGS_ES = `
person: persona, personas, gente, humano, humanos, ser humano, alguien, peatón, peatones,
  ~hombre, ~hombres, ~mujer, ~mujeres, ~niño, ~niños, ~niña, ~niñas, ~chico, ~chica, ~bebé, ~bebés, ~fotógrafo, ~astronauta,
  ~jugador, ~jugadores, ~policía
bicycle: bicicleta, bicicletas, bici, bicis
car: coche, coches, carro, carros, automóvil, automóviles, auto, autos, ~taxi, ~taxis
motorcycle: motocicleta, motocicletas, moto, motos, ~escúter
airplane: avión, aviones, aeroplano
bus: autobús, autobuses, bus, buses, autocar
train: tren, trenes, ~locomotora, ~tranvía
truck: camión, camiones, ~camioneta
boat: barco, barcos, bote, botes, barca, barcas, ~velero, ~canoa
traffic light: semáforo, semáforos
fire hydrant: hidrante, hidrantes, boca de incendios
stop sign: señal de stop, señales de stop, señal de alto
parking meter: parquímetro, parquímetros
bench: banco, bancos
bird: pájaro, pájaros, ave, aves, ~pato, ~patos, ~águila, ~loro, ~paloma, ~palomas, ~gaviota, ~búho, ~gallina, ~cisne, ~pingüino
cat: gato, gatos, gata, gatas, ~gatito, ~gatitos
dog: perro, perros, perra, perras, ~cachorro, ~cachorros, ~caniche
horse: caballo, caballos, yegua, ~poni, ~potro
sheep: oveja, ovejas, ~cordero, ~corderos
cow: vaca, vacas, ~toro, ~ternero
elephant: elefante, elefantes
bear: oso, osos, ~oso polar, ~oso pardo
zebra: cebra, cebras
giraffe: jirafa, jirafas
backpack: mochila, mochilas
umbrella: paraguas, ~sombrilla, ~sombrillas
handbag: bolso, bolsos, cartera
tie: corbata, corbatas, pajarita
suitcase: maleta, maletas, equipaje
frisbee: frisbee, frisbees
skis: esquí, esquís, esquíes
snowboard: snowboard, tabla de nieve
sports ball: pelota, pelotas, balón, balones, ~balón de fútbol
kite: cometa, cometas
baseball bat: bate de béisbol, bates de béisbol, bate, bates
baseball glove: guante de béisbol, guantes de béisbol
skateboard: monopatín, monopatines, skateboard
surfboard: tabla de surf, tablas de surf
tennis racket: raqueta de tenis, raqueta, raquetas
bottle: botella, botellas
wine glass: copa de vino, copas de vino, copa, copas, vaso, vasos
cup: taza, tazas, ~taza de café
fork: tenedor, tenedores
knife: cuchillo, cuchillos
spoon: cuchara, cucharas, ~cucharilla
bowl: cuenco, cuencos, bol, tazón, tazones
banana: plátano, plátanos, banana, bananas
apple: manzana, manzanas
sandwich: sándwich, sándwiches, bocadillo, bocadillos, ~hamburguesa
orange: naranja, naranjas
broccoli: brócoli
carrot: zanahoria, zanahorias
hot dog: perrito caliente, perritos calientes, hot dog
pizza: pizza, pizzas
donut: donut, donuts, rosquilla, rosquillas, dona, donas
cake: pastel, pasteles, tarta, tartas, torta
chair: silla, sillas, ~sillón, ~taburete
couch: sofá, sofás
potted plant: planta en maceta, maceta, macetas, planta, plantas
bed: cama, camas
dining table: mesa de comedor, mesa, mesas, ~escritorio
toilet: inodoro, inodoros, váter, retrete
tv: televisor, televisores, televisión, tele, ~pantalla
laptop: portátil, portátiles, laptop, ordenador portátil
mouse: ratón, ratones
remote: mando a distancia, mando, mandos, control remoto
keyboard: teclado, teclados
cell phone: teléfono móvil, teléfonos móviles, móvil, móviles, teléfono, teléfonos, celular, celulares
microwave: microondas
oven: horno, hornos, estufa
toaster: tostadora, tostadoras
sink: fregadero, lavabo, lavabos, lavamanos
refrigerator: refrigerador, refrigeradores, nevera, neveras, frigorífico
book: libro, libros
clock: reloj, relojes, ~reloj de pared, ~reloj de pulsera
vase: jarrón, jarrones, florero, floreros
scissors: tijeras
teddy bear: oso de peluche, osos de peluche, peluche, peluches
hair drier: secador de pelo, secador
toothbrush: cepillo de dientes, cepillos de dientes
`;
