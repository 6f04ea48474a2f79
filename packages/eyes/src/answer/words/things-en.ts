// English words for the 80 kinds of things, a row each. `~` marks a word that means less than the kind: every woman is a person, but
// the eyes see the person only. Names of several kinds (animals, furniture) are in groups.ts.

export const THINGS_EN = `
person: person, persons, people, human, humans, human being, human beings, somebody, someone, anybody, anyone, pedestrian, pedestrians,
  ~man, ~men, ~woman, ~women, ~boy, ~boys, ~girl, ~girls, ~child, ~children, ~kid, ~kids, ~baby, ~babies, ~guy, ~lady, ~astronaut,
  ~photographer, ~player, ~players, ~rider, ~police officer
bicycle: bicycle, bicycles, bike, bikes, cycle, ~mountain bike
car: car, cars, automobile, automobiles, ~taxi, ~taxis, ~cab, ~police car, ~suv
motorcycle: motorcycle, motorcycles, motorbike, motorbikes, ~scooter, ~moped
airplane: airplane, airplanes, aeroplane, aeroplanes, plane, planes, aircraft, ~jet
bus: bus, buses, busses, coach
train: train, trains, ~locomotive, ~tram, ~subway train
truck: truck, trucks, lorry, lorries, ~pickup, ~pickup truck, ~fire truck
boat: boat, boats, ~ship, ~ships, ~sailing boat, ~sailboat, ~ferry, ~canoe, ~kayak
traffic light: traffic light, traffic lights, stoplight, stoplights, traffic signal, traffic signals
fire hydrant: fire hydrant, fire hydrants, hydrant, hydrants
stop sign: stop sign, stop signs
parking meter: parking meter, parking meters
bench: bench, benches
bird: bird, birds, ~duck, ~ducks, ~eagle, ~eagles, ~parrot, ~pigeon, ~pigeons, ~gull, ~seagull, ~owl, ~chicken, ~swan, ~penguin
cat: cat, cats, ~kitten, ~kittens, kitty, ~tomcat
dog: dog, dogs, ~puppy, ~puppies, doggy, ~poodle, ~labrador, ~terrier
horse: horse, horses, ~pony, ~ponies, ~foal
sheep: sheep, ~lamb, ~lambs
cow: cow, cows, cattle, ~bull, ~bulls, ~calf, ~ox
elephant: elephant, elephants
bear: bear, bears, ~polar bear, ~grizzly, ~brown bear
zebra: zebra, zebras
giraffe: giraffe, giraffes
backpack: backpack, backpacks, rucksack, rucksacks
umbrella: umbrella, umbrellas, ~parasol
handbag: handbag, handbags, purse, purses
tie: tie, ties, necktie, neckties, bow tie
suitcase: suitcase, suitcases, luggage
frisbee: frisbee, frisbees
skis: ski, skis
snowboard: snowboard, snowboards
sports ball: sports ball, sports balls, ball, balls, ~football, ~soccer ball, ~tennis ball, ~basketball
kite: kite, kites
baseball bat: baseball bat, baseball bats
baseball glove: baseball glove, baseball gloves
skateboard: skateboard, skateboards
surfboard: surfboard, surfboards
tennis racket: tennis racket, tennis rackets, tennis racquet, racket, rackets, racquet
bottle: bottle, bottles
wine glass: wine glass, wine glasses, wineglass, wineglasses, drinking glass, drinking glasses
cup: cup, cups, mug, mugs, ~coffee cup, ~coffee cups, ~teacup
fork: fork, forks
knife: knife, knives
spoon: spoon, spoons, ~teaspoon
bowl: bowl, bowls
banana: banana, bananas
apple: apple, apples
sandwich: sandwich, sandwiches, ~burger, ~hamburger
orange: orange, oranges
broccoli: broccoli
carrot: carrot, carrots
hot dog: hot dog, hot dogs, hotdog, hotdogs
pizza: pizza, pizzas
donut: donut, donuts, doughnut, doughnuts
cake: cake, cakes, ~muffin, ~birthday cake
chair: chair, chairs, ~armchair, ~armchairs, ~stool
couch: couch, couches, sofa, sofas, settee
potted plant: potted plant, potted plants, houseplant, houseplants, plant, plants
bed: bed, beds
dining table: dining table, dining tables, table, tables, ~desk, ~desks
toilet: toilet, toilets
tv: tv, tvs, television, televisions, tv set, ~monitor, ~monitors, ~screen
laptop: laptop, laptops, notebook computer, ~macbook
mouse: mouse, computer mouse, computer mice
remote: remote, remotes, remote control, remote controls
keyboard: keyboard, keyboards, computer keyboard
cell phone: cell phone, cell phones, phone, phones, mobile phone, mobile phones, smartphone, smartphones, ~iphone
microwave: microwave, microwaves, microwave oven
oven: oven, ovens, stove, stoves
toaster: toaster, toasters
sink: sink, sinks, washbasin
refrigerator: refrigerator, refrigerators, fridge, fridges
book: book, books
clock: clock, clocks, ~wall clock, ~watch
vase: vase, vases
scissors: scissors, pair of scissors
teddy bear: teddy bear, teddy bears, teddy, teddies
hair drier: hair drier, hair driers, hair dryer, hair dryers, hairdryer, hairdryers
toothbrush: toothbrush, toothbrushes
`;
