// The 80 kinds of things of the COCO data set (Lin et al., 2014), in the order of their ids. Ids run to 90 because ten were dropped.
const NAMES = `person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,,stop sign,parking meter,bench,bird,cat,
dog,horse,sheep,cow,elephant,bear,zebra,giraffe,,backpack,umbrella,,,handbag,tie,suitcase,frisbee,skis,snowboard,sports ball,kite,baseball bat,
baseball glove,skateboard,surfboard,tennis racket,bottle,,wine glass,cup,fork,knife,spoon,bowl,banana,apple,sandwich,orange,broccoli,carrot,
hot dog,pizza,donut,cake,chair,couch,potted plant,bed,,dining table,,,toilet,,tv,laptop,mouse,remote,keyboard,cell phone,microwave,oven,
toaster,sink,refrigerator,,book,clock,vase,scissors,teddy bear,hair drier,toothbrush`;

/** Label by COCO id, 1 to 90; an empty string where the id was dropped, and at 0. */
export const LABEL_BY_ID: readonly string[] = ["", ...NAMES.split(",").map((name) => name.trim())];

/** The 80 labels without gaps, in the same order. */
export const LABELS: readonly string[] = LABEL_BY_ID.filter((label) => label !== "");
