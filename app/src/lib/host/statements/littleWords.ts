/** Words that say little of what a sentence is about, folded; French and English together. */
export const littleWords: ReadonlySet<string> = new Set(
  `a ai ait as au aux avec c ca ce ces cette chez comme d dans de des du elle elles en es est et etre eu il ils
  j je l la le les leur leurs m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas plus pour
  qu que qui s sa se ses si son sont sur t ta te tes ton tout tous toute toutes tu un une vos votre vous y
  about all also am an and any are at be been but by can do does for from had has have he her him his how i if
  in into is it its just more my no nor not of our own she so than that the their them then there they this
  those to too us was we were what when which who will with would you your`.split(/\s+/),
);
