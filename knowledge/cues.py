"""The words by which people say what they want done with the figures.

Each cue is an id with its phrases, Swedish and English side by side. "topp 5", "hur stor andel", "stämmer det" and
"per invånare" are understood here and nowhere else; numbers beside a cue are read by `language.numbers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from knowledge.apart_cues import told_apart
from knowledge.denominators import division, shares_equally
from knowledge.implied_cues import implied
from knowledge.language.number_words import CARDINALS
from knowledge.language.patterns import Pattern
from knowledge.language.tables import phrases, word_set
from knowledge.language.text import Token, fold, tokenize
from knowledge.order_cues import ordered, placed
from knowledge.verdict_requests import verdict_request

_PHRASES: dict[str, str] = {
    # what is said is to be checked
    "claim": """ska det vara så, ska det vara sådär, ja eller nej, yes or no, ligger det nåt i det, ligger det något i det, ligga nåt i det, ligga något i det, ligger nåt i det, ligger något i det, ligger det nåt i, ska jag tro på att, ska man tro på att, ryktet går att, ryktet säger att, ryktet går, det ryktas att, det ryktas, går det rykten om att, som jag fått höra, som jag hört, som det påstods, som det påstås, som det sades, gäller det att, any truth in, any truth to, isn't that so, is it not so, rätt tänkt, fel ute, stand up the line, stand up the claim, stand this up, stand that up, bekräftat att, bekräftat om, sanningsenligt, med sanningen överensstämmande, och att, o att, and that, is that what, is this what, can we run, can we run that, can i run, ok to run, okay to run, run that line, fit to print, ok att köra, kan vi köra, går det att köra, finns det stöd för det, finns det stöd, finns stöd för det, finns stöd, har stöd, stöd för det, har jag nollorna rätt, nollorna rätt, rätt räknat, är antalet korrekt, antalet korrekt, gör de det, gör det det, var det så, stämmer den bilden, ljuger, ljuger han, ljuger hon, talar sanning, hade han rätt, hade hon rätt, rätt år, rätt belopp, ok så, okej så, är det rätt räknat, är placeringen korrekt, bekräfta det, löd det så, kan jag publicera, is she lying, is he lying, did he get it right, visst, visst stämmer det, verkligen, rätt antal, rätt läst, rätt uppfattat, stå för det, missuppfattat, misstagit mig, kan man påstå, påstå det, medge att, medger att, medge, erkänn att, erkänn, admit, slå fast att, slå fast, fastslå, fastslå att, hävda att, kan vi säga, kan jag säga, kan jag skriva, har jag fel, eller har jag fel, har vi fel, am i wrong, har jag tolkat, tolkat, styrkas, kan det styrkas, går att styrka, hur är det med den uppgiften, är det belagt, tolkat rätt, rätt tolkat, hört rätt, är du säker, are you sure, kan vi ha det, är det ok att skriva, är det en överdrift, överdrift, rimlig beskrivning, rimligt att skriva, är det rimligt, hur är det med det, lär ha, ska ha fått, rätt namn, rätt region, rätt nivå, rätt enhet, rätt tidsenhet, stämmer, stämmer det, stämmer inte, stämma, stämde, är det sant, sant, sant eller falskt, är det rätt, rätt eller fel, är det korrekt, korrekt, rätt uppfattat,
        har rätt, har jag rätt, har vi rätt, har ni rätt, har hon rätt, har han rätt, har de rätt, eller hur, godkänt, godkänns, godkänner du, går det att skriva, kan jag skriva, kan vi skriva, kan man skriva, vågar vi skriva, går det att säga, kan man säga, håller det,
        håller den, håller påståendet, håller vinkeln, håller uppgiften, faktakolla, faktagranska, faktakoll, verifiera, bekräfta, bekräftas, går det att belägga, kan beläggas, kan du belägga, är siffran rätt,
        är siffran riktig, riktigt, är det så att, är det så, visst är det, påstår, påstås, påståendet, påstående, hävdar, hävdas, påstod, stämmer siffran, är uppgiften riktig, eller är det fel, är antalet rätt,
        är beloppet rätt, är rätt, rätt va, falskt, fejk, myt, true, is it true, is that true, is it correct, is that right, is this right, is that correct, correct, is it right, am i right, fact check, fact-check, factcheck,
        verify, confirm, accurate, is it accurate, can we print, can i write, safe to print, does it hold, holds up, hold up, claims, claim, claimed, claims that, alleges, says that, is it the case, sant?, true or false, or is it,
        isn't it, wasn't it, didn't it, didn't they, doesn't it, aren't they, weren't they, kan publiceras, går att publicera, kan det stämma, stmmer, eller inte, är det fel, visst stämmer, visst är, visst fick, visst var, lovar, håller, stämmer bra, stämer, försvarbart, kan vi trycka, duger det""",
    # ranking
    "top": """vinnarna, vinnarnas, hamnar främst, står främst, största biten, störst bit, största tårtbiten, biggest slice, largest slice, etta bland, ettan bland, störste, främst i, främsta i, främste i, ligger främst, låg främst, främsta regionerna, etta på listan, ettan på listan, head of the table, head of the list, longest, väger tyngst, vägde tyngst, väga tyngst, dragit högsta vinsten, drog högsta vinsten, drar högsta vinsten, högsta vinsten, högsta vinst, vinstlotten, dragit vinstlotten, drog vinstlotten, längsta strået, dragit längsta strået, drog längsta strået, storvinnare, storvinnaren, förstaplatsen, förstaplats, första plats, första platsen, kom först, kommer först, kommit först, kom etta, blev etta, hamnade först, hamnar först, hamnat först, ligger först, låg först, came first, comes first, come first, came out on top, comes out on top, came top, first place, biggest winner, big winner, topped the list, tops the list, topped the table, tops the table, mer än någon annan, mer än alla andra, mest av alla, more than any other, more than anyone else, bäst, bästa, best, vann, vinner, won, wins, mest, störst, största, större än alla, högst, högsta, flest, topp, toppen, top, i topp, prispall, prispallen, medaljörer, medaljplats, most, largest, highest, biggest, greatest, leder, överst,
        dyrast, längst, längsta, vinner, vinnare, vinnaren, maximum, max, maxvärde, toppar, topplista, topplistan, storst, hogst, bidragsstörst, maxbelopp, tyngst, tyngsta, top three, mesta, ledde, leads, guld, kraftigast, snabbast, grövst, grövsta, the most""",
    "bottom": """foot of the, at the foot, tiniest, längst bak, minste, jumboregionen, to last, from bottom, from the bottom, last but one, näst sist, näst sista, dragit nitlotten, drog nitlotten, drar nitlotten, nitlotten, nitlott, kortaste strået, dragit kortaste strået, drog kortaste strået, drar kortaste strået, svarte petter, fick svarte petter, sistaplatsen, sistaplats, sista platsen, jumboplatsen, jumboplats, jumbon, bottenplatsen, bottenplats, storförlorare, storförloraren, kom sist, kommer sist, kommit sist, hamnade sist, hamnar sist, hamnat sist, låg sist, ligger sist, drew the short straw, drawn the short straw, draws the short straw, short straw, came last, comes last, come last, last place, bottom place, wooden spoon, biggest loser, came bottom, bottom of the list, bottom of the table, mindre än någon annan, minst av alla, less than any other, minst, minsta, lägst, lägsta, sämst, sämsta, värst, värsta, botten, i botten, least, smallest, lowest, fewest, sist, kortast, kortaste, bottom, jumbo, underst, minimum, min värde, lagst, bottenlistan, bottennapp, tunnast, sista plats, klenast, shortest, snålast""",
    "position": """vilken rangordning, nummer i ordningen, placeringssiffra, placeringssiffran, rangsiffra, ordningsnummer, rang, rangen, plats för, rangplats, vilken rangplats, plats i, hur högt upp, hur högt, högt upp, hur långt ner, hur långt ned, på listan, vilken plats, vilken placering, placering, placerar sig, plats i listan, plats i tabellen, plats i rangordningen, hur ligger, ligger till, ranking, rankas, rankad, rank, position, vilken position, ranked, what place,
        kommer på plats, hamnar på plats, på vilken plats, i rangordningen, vart hamnar, var hamnar, var i listan, where does, var ligger, vilken ranking, rangordning av, hur många fick mer än, tabellplacering, vilken tabellplats, placeringen, platsen""",
    "place": "silver, silverplatsen, silverplats, silvermedaljen, silvermedalj, silvermedaljör, silvermedaljören, brons, bronsplatsen, bronsplats, bronsmedaljen, bronsmedalj, bronsmedaljör, bronsmedaljören, förstaplatsen, andraplats, andraplatsen, tredjeplats, tredjeplatsen, fjärdeplats, fjärdeplatsen, femteplats, femteplatsen, sjätteplats, sjätteplatsen, sjundeplats, sjundeplatsen, åttondeplats, åttondeplatsen, niondeplats, niondeplatsen, tiondeplats, tiondeplatsen, etta, ettan, tvåa, tvåan, trea, trean, fyran, femma, femman, sexa, sexan, sjua, sjuan, åttan, nia, nian, tian, runner up, runners up",
    "above": """vem är före, är före, direkt före, kommer före, kommer närmast före, comes before, närmast över och under, precis över och under, över och under, före och efter, above and below, närmast mer, närmast mer än, närmast större än, alldeles över, alldeles före, alldeles ovanför, strax före, strax över, strax ovanför, närmast över, närmast före, närmast ovanför, snäppet över, precis före, precis ovanför, precis över, steget före, just above, right above, just ahead, immediately above, one place above, ahead of, ligger före, platsen före, platsen över, närmast framför, precis framför, direkt framför, alldeles framför, strax framför, snäppet före, ovanför""",
    "below": """vem är efter, är efter, direkt efter, kommer efter, näst efter, kommer närmast efter, next after, comes after, närmast över och under, precis över och under, över och under, före och efter, above and below, närmast mindre, närmast mindre än, närmast lägre, alldeles under, alldeles efter, alldeles nedanför, strax efter, strax under, strax nedanför, närmast under, närmast efter, närmast nedanför, snäppet under, precis efter, precis under, precis nedanför, just below, right below, just behind, immediately below, one place below, ligger efter, platsen efter, platsen under, snäppet efter, steget efter, närmast bakom, precis bakom, direkt bakom, alldeles bakom, tätt bakom, hack i häl på, strax bakom, nedanför""",
    "descending": "tyngst först, tyngst överst, i storleksordning, storleksordning, in order of size, by size, ordna, ranka, rangordna, ranking av, rank the, rank all, sortera, störst först, störst överst, den största överst, högst först, högst överst, fallande, fallande ordning, mest först, största först, största överst, descending, largest first, highest first, biggest first, från störst till minst, störst till minst, topp till botten, uppifrån och ned, från högst till lägst, sorterad, sorterat",
    "ascending": "bakvänt, baklänges, bakvänd ordning, omvänd ordning, i omvänd ordning, omvänt, reversed, in reverse, reverse order, backwards, bottom up, tyngst sist, störst sist, från slutet, bakifrån, nerifrån, nedifrån, underifrån, räknat från det minsta, from the bottom, from below, lägst först, minst först, lägst överst, minst överst, minsta överst, lägsta överst, stigande, stigande ordning, minsta först, ascending, smallest first, lowest first, från minst till störst, minst till störst, lagst forst, lagst först, nerifrån och upp, från lägst till högst",
    "range": "nedre och övre, undre och övre, lower and upper, mellan högsta och lägsta, från lägsta till högsta, spann, spannet, intervall, intervallet, varierar, varierade, lägst högst, min max, min och max, lägsta och högsta, lägst och högst, range, vary, varies, varied, span, mellan vilka värden, från lägst till högst",
    "last_row": "sista raden, sista rad, understa raden, nedersta raden, slutraden, bottenraden, totalraden, summaraden, raden längst ner, raden längst ned, sista posten, nedersta posten, understa posten, slutsumman, bottom line, bottom row, last row, last line, final row, final line, total row, totals row, längst ner i tabellen, längst ned i tabellen, nederst i tabellen, summan längst ner, summan längst ned, summan nederst, summan i botten, totalen längst ner, totalen längst ned, siffran längst ner, siffran längst ned, i botten av tabellen, sum at the bottom, total at the bottom, figure at the bottom, bottom of the table",
    # combining
    "sum": """tally, tally up, tallied, tot up, grand total, get between them, got between them, have between them, hela klabbet, hela rasket, över tre år, under tre år, over three years, över de tre åren, över alla tre åren, över alla tre år, över hela perioden, over the three years, over all three years, across the three years, jointly, do they come to, de kommer upp i tillsammans, hamnar man på, landar man på, hamnar vi på, landar vi på, deras gemensamma, bådas gemensamma, slog sig ihop, slår sig ihop, slog sig samman, slår sig samman, en enda region, en gemensam region, one single region, if they merged, were merged, add up to, adds up to, added up, dra ihop, drar ihop, dras ihop, dragit ihop, till en summa, i en summa, klumpa ihop, lägg samman, läggs samman, lägger samman, lagt samman, lägga samman, slå samman, slår samman, slås samman, slagna samman, räkna samman, räknar samman, räknas samman, räknat samman, sätt samman, sätter samman, föra samman, förs samman, tot, totsumma, läggs på, totalen av, totaleffekt, totaleffekten, totaleffekten av, ackumulerat, ackumulerad, ackumulerade, kumulativ, kumulativt, kumulativa, kumulerat, kumulerad, på varandra, adderat, adderad, adderas, adderade, adderar, plussat, plussas, plussar, hopsummerat, hopsummerad, ihopsummerat, hopräknade, accumulated, cumulative, cumulatively, cumulated, added up, added together, put together, lumped together, pooled, stacked up, sums to, summed, slutsumma, slutsumman, bottom line, summerar, summeras, summerar de till, hopslagen, hopslaget, hopslagna, hopräknad, ihopräknad, läggs ihop, blir det ihop, på tre år, över alla tre, över alla år, over all three, delade de på, delade dom på, delade på, dela på, delar på, delat på, netto, nettot, share between them, shared between them, över hela perioden, under hela perioden, hela perioden, hela treårsperioden, sammanslaget, sammanslagna, sammanslagen, hopräknat, sammanräknade, ihopslagna, totalsiffran, tillsamman, ihop, tillsammans, totalt, total, totala, totalen, sammanlagt, sammanlagda, sammanlagd, summa, summan, summera, summerat, summerade, lägg ihop, lägger ihop, lagt ihop, plussa, plussa ihop, addera, add, add up, sum, together, combined, in total, altogether,
        overall, sammantaget, sammantagna, sammanräknat, sammanlaggt, slå ihop, slår ihop, slog ihop, slagit ihop, räkna ihop, räknar ihop, the total, in all, sum of, allt som allt, i hop, taken together, aggregate, tilsammans, ihopräknat, ihopslaget, totalbelopp, totalbeloppet, totalsumma, totalsumman, sammanlagds, hela potten""",
    "add_to": "tar med, tog med, tas med, tar man med, tar vi med, inkluderar, inkludera, inkluderas, inkluderat, räknar in, räknar med även, räknar med också, include, includes, including, lägg på, lägger på, läggs till, lägger till, lagt till, lägg till, add, ta med, inklusive, räkna med också, plussa på, plus",
    "mean": "slår man ut, under medel, över medel, från medel, medelnivån, genomsnittsregion, genomsnittsregionen, genomsnittsregionens, snittregion, snittregionens, rikssnitt, rikssnittet, riksgenomsnitt, riksgenomsnittet, landssnitt, landssnittet, årsgenomsnitt, årsgenomsnittet, årssnitt, snitt per år, medel per år, per year on average, yearly average, snittbidrag, snittbidraget, medelbidrag, medelbidraget, genomsnittsbidrag, genomsnittsbidraget, snitt, snittet, i snitt, medelvärde, medelvärdet, medeltal, i medeltal, genomsnitt, genomsnittet, genomsnittlig, genomsnittliga, genomsnittligt, i genomsnitt, average, on average, mean, the mean, averages, medelvardet, medelregion, snittregionen, snittbelopp, snittbeloppet, medelbelopp, medelbeloppet",
    "median": "medianbidrag, medianbidraget, median, medianen, medianregion, medianregionen, medianvärde, medianvärdet, medianbelopp, medianbeloppet, mittersta, mittenregionen, i mitten, the median, median region, mittplacerade, mitten",
    "without": "utöver storstadsregionerna, utöver de tre, näst efter de tre, efter storstadsregionerna, efter storstäderna, efter storstadslänen, efter de tre storstadsregionerna, vid sidan av, utöver de tre storstadsregionerna, utöver storstäderna, undantagna, undantagen, undantaget, räknats bort, räknat bort, räknade bort, dragits bort, dragits av, tagits bort, tagit bort, plockats bort, plockat bort, undantagits, exkluderats, strukits, undantas, andra än, borträknade, borträknas, borträknad, exkluderar, exkludera, exkluderas, exkluderat, exkluderade, exkluderad, excluded, utelämna, utelämnar, utelämnas, utelämnat, utelämnade, uteslut, utesluter, utesluts, uteslutna, med undantag för, med undantag av, skippa, skippar, skippat, strunta i, struntar i, strunt i, rensa för, rensat för, bortse, bortser, disregarding, ignoring, leave out, räkna bort, räknas bort, när man räknar bort, utanför, inte räknas med, inte räknas, räknas inte, räknar inte med, undantar, undanta, oräknat, outside, not counting, utan de, utan dom, exklusive, exkl, borträknat, bortsett från, förutom, frånsett, undantaget, om man räknar bort, räkna bort, räknar bort, räknas bort, excluding, except, apart from, without the, leaving out, om man bortser från, bortse från, minus de, ej inräknat, utom, all but, plockar bort, ta bort, tar bort, stryker, without, other than, utan",
    "count": "så många regioner, sa många regioner, så många län, sa många län, count the regions, count how many, räkna regionerna, räkna antalet regioner, räkna de regioner, räkna hur många, hur många regioner, hur många av regionerna, antal regioner, antalet regioner, hur många län, how many regions, number of regions, how many of the regions, hur många fick, hur många av de, hur många av dem, how many got, how many received, how many of them, how many of the, hur många har fått, hur många ligger, hur många hamnade, hur många låg, hur många når, hur manga regioner, hur många landsting, hur många av landets, hur många regionr, hur många utav",
    "share": """in relative terms, i relativa tal, i relativa termer, what slice, how big a slice, andel, andelen, andelar, hur stor del, stor del, hur stor bit, procent av, % av, share, shares, proportion, what percentage, percentage of, what per cent, per cent of, percent of, fraction, hur många procent, i procent, procentandel, procentuell andel, hur stor
        procent, as a percentage, in per cent, in percent, what fraction, tårtbit, som andel, hur stor part, hur många %, procentuella del, procentuell del, större del av, mindre del av, störst del av, minst del av, how many per cent, how many percent, what part, procentuellt, procentsats, andl, procentdel, hur stor procentandel, what proportion, i %, % of, pct of, what pct, what %""",
    "difference": """hur långt under, hur långt över, how far below, how far above, how far under, how far over, lead over, how big a lead, how large a lead, big a lead, långt isär, isär, hur långt isär, långt ifrån varandra, how far apart, far apart, hur brett, hur bred, how wide, bredden, hur långt är det i kronor mellan, hur långt är det från, komma i kapp, komma ikapp, nå ikapp, nå upp till, hinna ikapp, catch up, catch up with, fattas, saknas för, saknade, hur många miljarder mer, hur många miljarder mindre, how many billion more, minus hur mycket, skilj, skilj mot, med hur mkt, hur mkt mer än, lie between, lies between, ligger det mellan, mellanrum, med hur mycket, med hur många, hur långt är det mellan, hur stort är avståndet, hur mycket skiljer, hur mkt skiljer, skilja, skiljer det, skiljde, skiljde sig, skillnad, skillnaden, skillnader, differens, differensen, diff, diffen, gap, gapet, glapp, glappet, skiljer, skilde, mellanskillnad, mellanskillnaden, difference, differ, hur mycket mer, hur mycket mindre, hur mycket större, hur mycket högre, hur mycket lägre, hur många fler,
        how much more, how much less, how much larger, how much higher, how much lower, how many more, dem emellan, emellan, avståndet, hur mkt mer, hur mkt mindre, hur mycket fler, margin, by how much, by how many, hur mycket längre, how much longer, hur många miljoner mer, hur många miljoner mindre, hur många kronor mer, how many million more, how many more, spread, spännvidd, spännvidden,
        how many percentage points, hur många procentenheter, hur mycket bättre, hur mycket sämre, how far, shortfall, subtrahera, drar ifrån, hur mkt större, hur mkt högre, hur mkt lägre, hur långt ifrån, hur mkt skiljer, skiljer sig, skilnad, how far apart, hur mycket under, hur mycket över, hur stor är spridningen, spridningen, spridning, hur många dagar längre, how many days longer, hur mycket mindre, hur mycket dyrare, hur mycket billigare, hur mkt dyrare, hur mkt billigare, separates, separate the, separated from, how much dearer, how much costlier, how much cheaper""",
    "ratio": """faktorn, hur mångfalt, hur mångfaldigt, hur mångdubbelt, går det in i, ryms, rymmer, rymdes, får plats, fit into, fits into, fit in, fits in, go into, goes into, går in i, by what factor, what factor, hur många gånger, gånger mer, gånger så, gånger större, gånger fler, gånger högre, gånger längre, how many times, times more, times as, times larger, times bigger, times higher, times the, kvot, kvoten, förhållande till, förhållandet, ratio, hur många ggr, ggr mer, ggr så, ggr större, ggr fler, gånger mindre, gånger lägre, gånger, faktor, multiple""",
    "change": """upp hur, ner hur, ned hur, up how, down how, % upp, % ned, % ner, procent upp, procent ner, procent ned, percent up, percent down, per cent up, per cent down, % up, % down, upp i procent, ned i procent, växte, sjönk, steg, krympte, tappade, ökning, ökningen, minskning, minskningen, förändring, förändringen, förändrats, förändras, utveckling, utvecklingen, change, changed, increase, increased, increases, decrease, decreased, decreases, rose, climbed by, climbed from, climbs by, jumped, soared, surged, leapt, dipped, slid, shrank, shrunk, edged up, edged down, outdid, gått ner, gått upp, sjunkit, sjunker, stigit, stiger,
        ökar, ökat, ökade, minskar, minskat, minskade, växer, växt, come down, gone up, gone down, fallen, drop, dropped, rise, risen, grow, grew, growth, reduction, reduced, tillväxt, nedgång, uppgång, höjning, sänkning, höjs, höjdes, sänks, trend, jämfört med året, stärks, krymper, skillnaden mellan åren, fall, fell, förändrades, ändras, ändrats, nedgången, uppgången, förbättring, förbättringen""",
    "compare": "jämför, jämfört, jämförelse, jämförd, jämförelsevis, jämförelsen, kontra, vs, versus, compare, compared, comparison, against, ställ mot, ställt mot, relativt, i förhållande till, bredvid, alongside, side by side, jmf, jmfr, jamfor, next to, intill, respektive, resp, mot",
    "more_than": "bräcker, bräckte, besegrar, besegrade, beats, outperforms, outperform, outperformed, surpasses, surpass, surpassed, dyrare än, costlier than, more expensive than, mer än, mera än, större än, högre än, fler än, mer pengar än, more than, larger than, higher than, bigger than, greater than, mer an, större bidrag än, längre än, högre bidrag än, mer bidrag än, mer i bidrag än, överträffar, överstiger, översteg, överstiga, överstigit, överträffa, överträffade, slår, slog, överglänser, överglänste, utklassar, utklassade, outranks, exceed, exceeds, exceeded, ett större bidrag än",
    "less_than": "billigare än, cheaper than, less expensive than, understiga, mindre än, lägre än, färre än, less than, smaller than, lower than, fewer than, mindre an, sämre än, mindre bidrag än, lägre bidrag än, mindre pengar än, kortare än, mindre i bidrag än, understiger, understeg, underskrider, undercut, undercuts",
    "reversed": "tvärtom, precis tvärtom, tvärt om, omvänt, det omvända, omvända, motsatsen, åt andra hållet, the other way around, the other way round, other way around, other way round, the opposite, the reverse, reversed, vice versa",
    "as_much": "lika mycket som, lika hög som, lika låg som, lika lågt som, lika långt som, lika lång som, as high as, as many as, as large as, lika stort som, lika stor som, lika många som, lika högt som, as much as, the same as, samma belopp som, lika mycket, exakt lika, lika stora, lika stort, samma som, equal to",
    "none_less": "ingen fick mindre, ingen annan fick mindre, ingen region fick mindre, inga fick mindre, no region got less, no region received less, nobody got less, no one got less, ingen har mindre, ingen annan region fick mindre, ingen fick lägre, ingen får mindre, none received less, none got less",
    "none_more": "ingen fick mer, ingen annan fick mer, ingen region fick mer, inga fick mer, no region got more, no region received more, nobody got more, no one got more, ingen annan region fick mer, ingen fick högre, ingen får mer, none received more, none got more",
    # how it is to be shown
    "list": """räkna upp, nämn, namnge, enumerate, regioner som, de regioner, de regionerna, regionerna som, namnen på, namn på de, names of the regions, lista, listan, tabell, tabellen, tabellform, alla regioner, samtliga regioner, varje region, region för region, var för sig, per region, för varje, fördelat, fördelades, fördelas, fördelning, fördelningen, table, list, breakdown, hela tabellen, hela listan, sortera, rangordna, rangordning, sort, all regions, every region,
        each region, by region, full table, samtliga, alla 21, all 21, översikt, overview, uppställning, rad för rad, post för post, alla poster, hela prognosen, alla rader, split by, fullständig, fullständiga, vilka regioner, which regions, vilka fick, vilka som fick, rada upp, spalta upp, vilka län, de som fick, dom som fick, dom under, dom över, de över, de under, those, vilka ligger, vilka hamnade, vilka låg, alla som, visa alla, lista alla, list all, year by year, year-by-year, line by line, name the regions, all rows, alla belopp""",
    "each_period": "hela treårsperioden, treårsperioden, hela treårsplanen, the whole period, the three-year period, the whole three-year period, whole three-year period, det ena året till det andra, ena året till det andra, one year to the other, hela tiden, stadigt, kontinuerligt, oavbrutet, successivt, undan för undan, år från år, år efter år, för vart år, vart år, steadily, continuously, year after year, year on year, all the time, each and every year, constantly, år för år, per år, varje år, årsvis, alla år, de olika åren, by year, each year, per year, every year, alla tre åren, alla åren, respektive år, över åren, samtliga år, year by year, over the years, all years, all three years, the three years, tre åren, åren, under perioden, planperioden, hela perioden, the period",
    "per_capita": """per länsbo, perinvånare, perinv, percapita, perperson, per swede, per scanian, per swedish inhabitant, per svensk, delat på befolkningen, delat på invånarna, delat på invånarantalet, delat med befolkningen, fördelat på befolkningen, fördelat per invånare, varje invånare, var och en, per boende, utslaget på varje invånare, kronor per skalle, per invånarna, for each inhabitant, each inhabitant, per invånare, per innevånare, per capita, per person, per skalle, per head, per inhabitant, per resident, per medborgare, per huvud, per pers, kr/inv, kr per inv, per inv, kronor per inv, invånarna i snitt, sett till befolkningen, sett till folkmängd, sett till folkmängden, i förhållande till befolkningen,
        per citizen, per innevanare, per invanare, /inv, relativt befolkningen, i relation till befolkningen, räknat på befolkningen, utslaget på invånarna, utslaget på befolkningen, utslaget per, slår ut det på invånarna, per capita-""",
    "rounded": "avrunda, avrundat, avrundad, avrundas, hela miljoner, hela miljarder, round, rounded, whole millions, nearest million, runda av, heltal, jämna miljoner, närmaste miljon",
    "in_millions": "i miljoner, i mkr, in millions, i mnkr, hela miljoner, whole millions, nearest million, in millions of kronor, miljoner kronor, jämna miljoner, närmaste miljon",
    "in_billions": "i miljarder, in billions, i mdkr, hela miljarder",
    "in_kronor": "i kronor, i kr, in kronor, in sek, i pengar, i reda pengar, i kronor räknat, i kronor och ören, in money, in swedish kronor, i absoluta tal, kronor räknat, uttryckt i kronor, som belopp, in krona, as an amount, in cash, in money terms, beloppet i kronor",
    "exact": "exakt, exakta, precis, på kronan, exact, exactly, precise, exakt belopp, to the krona, ner på kronan",
    "received": "tog hem, tar hem, tagit hem, kammade hem, kammat hem, kammar hem, håvade in, håvat in, plockade hem, roffade åt sig, lade beslag på, lagt beslag på, drog hem, knep, kniper, nöja sig med, nöjde sig med, nöjer sig med, nöjt sig med, walked away with, walk away with, pocketed, bagged, settle for, settled for, make do with, made do with, landed, handed out, was handed, were handed, be paid, was paid, were paid, is paid, are paid, got paid, fick, får, fått, tilldelades, tilldelas, tilldelats, erhöll, erhåller, received, receives, receive, get, gets, got, did get, utbetalt, utbetalat, delades ut, gick till, går till, hamnade hos, allocated, allocation",
    # about the answer itself
    "source": """var har du hämtat, var har ni hämtat, vem säger det, vem säger så, läsa det själv, var kan jag läsa, var kan man läsa, belägget, hämtad ur, hämtat ur, vilket papper, where can i read, who says so, says who, which piece of paper, grundar sig, svart på vitt, redovisa källan, which file, what file, what's the file, vilken fil, vilka filer, i vilken fil, filnamnet, filnamn, källfil, källfilen, which paper, where is this published, where is it published, where was this published, where was it published, var är det publicerat, var är detta publicerat, var finns det publicerat, var är den publicerad, källa, källan, källor, källhänvisning, källhänvisningen, varifrån, var kommer siffran ifrån, var kommer det ifrån, var kommer uppgiften, vart kommer, vilket dokument, vilken handling, vilket beslut, vilken rapport, vilket underlag, var står det, var står detta, vart står det, source, sources, where does that come from, where is that from, where does it come from, where did you get,
        which document, which report, what document, citera, hänvisning, reference, citation, hur vet du, var har du fått, belägg, underlaget, vilken sida, vilken tabell, which table, where does this come from, where does it say, var hittar jag, kalla pa, källa på, kan jag länka, vad bygger, vad grundas, var är det hämtat, var är siffran hämtad, hämtad från, hämtat ifrån, provenance, ursprung, vilken källa, vilka källor, where's that from, what's the source, kan du visa var, visa källa, källan?, kalla""",
    "definition": """vad betyder, vad menas med, vad menas, definition, definitionen, definiera, förklara, vad innebär, vad står, står för, what does, mean by, what is meant, stand for, stands for, define, definitions, uttyds, utläses, förkortning, förkortningen, förkortas, abbreviation, acronym, meaning of, betydelse, innebörd, vad är egentligen, vad räknas som, what does it involve, what does that involve, what does this involve, what does it entail, what does that entail, går den ut på, går det ut på, går ut på, how is it defined, hur definieras, vad för något, vad mäter, hur mäts, what exactly is""",
    # language and conversation
    "to_english": "switch to english, eng version, eng pls, eng please, eng tack, english, engelska, engelska igen, english again, in english again, back to english, på engelska, in english, english please, engelska tack, translate to english, english version, på english, till engelska, pa engelska, can i have that in english, engelsk version",
    "to_swedish": "swedish version, swedish please, switch to swedish, sv version, svenska igen, swedish again, back to swedish, tillbaka till svenska, på svenska, in swedish, svenska tack, till svenska, pa svenska, på svenska tack, svensk version",
    "correction": """stryk, glöm, ville ha, ville veta, avsåg, jag avsåg, scratch that, scratch, strike that, forget, skulle ha varit, jag ville, i wanted, nej, nä, nej jag menade, jag menade, jag menar, menar, menade, menar jag, fel, rättelse, sorry, ursäkta, oj, oops, i meant, i mean, i meant to, no i, nope, förlåt, argh, inte den, skrev fel, fel år, fel region, wrong year, wrong region, not that, actually, rather, skulle vara, skulle stå, my mistake, förresten nej, nej nej, jag skrev fel, tänkte på, my bad, vänta, hoppsan, typo, tänkte fel, äsch, istället, i stället, instead, snarare""",
    "new_topic": "ny fråga, byter spår, byter ämne, annan sak, annan fråga, new question, different question, switching topic, byt ämne, nästa fråga, next question, en helt annan sak, something else, ok ny fråga, vidare till, different topic, change of subject, on another note, separat fråga, åter till, tillbaka till, back to, nytt ämne, over to",
    "follow": "so, på samma mått, samma mått, motsvarande för, detsamma för, dito för, ditto för, samma uppgift för, samma siffra för, samma tal för, likadant för, the same for, ditto for, och, men, då, samma, också, and, what about, how about, hur är det med, hur ser det ut för, hur ser det ut i, också då, samma sak, likadant, same, vad gäller för, den för, även, also, o, samma för, same for, but, så, alltså, sedan, sen, plus, den då, det då, as for, gäller det, hur var det för, ännu, fortfarande, resten",
    "those": "they, bådas, bägges, allas, de två, dom två, båda, bägge, båda två, dem emellan, the two, both, dem, dom, de tre, dom tre, the three, av dem, av dom, of them, those two, these two, dessa två, these, dessa, mellan dem, mellan dom, de här, the pair, between them, de båda, each other, varandra, de, of the two, two of them, sinsemellan, emellan",
    "that": "det, den, detta, denna, dessa, it, that, this, siffran, beloppet, summan, den siffran, det beloppet, den summan, den andelen, det där, den där, det här, därav, däri, därifrån, hit, den regionen, dit, där, there, its, dess, deras, their",
    "that_region": "den regionen, samma region, där, den, de, that region, there, same region, dit, de själva, they, deras, dem, it",
    "rest": "blir kvar, kvar till, återstår, återstod, alla andra, alla de andra, de andra regionerna, everyone else, all the others, what remains, is left, resten, övriga, the rest, the remaining, återstoden, de andra, de övriga, the others, rest, återstående",
    "our_region": "våran, våran region, er region, eran region, ert län, din region, ditt län, hans region, hennes region, vårans, your region, your county, his region, her region, vår region, min region, vår, vårt län, mitt län, hos oss, till oss, för oss, vi, oss, our region, my region, us, our, we, min, här hos oss, vår egen, egna regionen, vårat, here, at home, back home, hemma, hemregion, mina",
    "next_period": "ett år framåt, ett år fram, ett år till, året som följer, one year ahead, a year ahead, ett år senare, året senare, a year later, one year later, året på, år på, nästkommande år, påföljande, nästföljande år, året därpå, året efter, nästa år, året därefter, följande år, the following year, the year after, the next year, next year, år efter, året efter det, påföljande år",
    "previous_period": "the one before, the bill before, propositionen före, den före, året före, året innan, förra året, i fjol, föregående år, the year before, the previous year, last year, år före, year earlier, året dessförinnan, the preceding year, ifjol",
    "this_year": "i år, this year, innevarande år, nuvarande år, årets",
    "return": "åter till, tillbaka till, återvänd till, back to, returning to, return to, going back to",
    "same_period": "samma år, det året, the same year, that year, då, samma period, detta år, same year, same period, that period, den perioden, samma treårsperiod, samma tid",
    "last_period": "sista året, det sista året, slutåret, the last year, the final year, final year, senaste året",
    "first_period": "första året, det första året, startåret, the first year, first year",
    "from": "från, from",
    "not": "inte, ej, icke, not, aldrig, never, no, ingen, inga, none, didn't, doesn't, slipper, slapp, utan, undantagna, undantag, avstår, låter bli, isn't, wasn't, aren't, don't, hasn't, haven't",
    "judgement": "är det bra att, är det dåligt att, is it good that, is it bad that, för litet, för lite, för låg, för lågt, för låga, för stor, för stort, för mycket, för hög, för höga, för högt, too little, too small, too low, too much, too high, too big, right to, rätt av, was it right, good idea, bra idé, klokt att, klokt av, fair that, borde, should they, should the government",
    "all": "alla, samtliga, all, every, varenda, allihop, varje, vareviga, hela, each, allesamman",
    # words are wanted, not a figure
    "in_words": """fördelningsprincip, fördelningsprincipen, fördelningssystem, fördelningssystemet, fördelningssystemets, fördelningsmetod, fördelningsmetoden, kriterier, kriterierna, modellen bakom, hänsyn till vad, med hänsyn till vad, hur bestämdes, hur bestäms, hur avgjordes, hur avgörs, hur räknades, vilken princip, vilka principer, räknat fram, räknats fram, räknades fram, räknas fram, konstruerad, konstruerat, på något annat sätt, på nåt annat sätt, vad är det som styr, går man efter, gick man efter, gav vid handen, slog fast, förbehåll, förbehållet, befarar, gå snett, gått snett, första steget, steg ett, första momentet, första ledet, börjar man, i vilken ände, avstamp, inverkan, i ord, what principle, vad såg de, vad såg dom, vad hittade de, vad hittade dom, vad fann de, vad fann dom, vad visade den, vad visade det, vad pekade den på, vad pekar den på, vad pekade det på, what did they find, enligt vilka grunder, efter vilka grunder, utifrån vilka grunder, what did it find, what did it show, efter vad, utifrån vad, på vilka grunder, efter vilken grund, efter vilken princip, fram till, undvika, undvikas, leder, leda till, ledde till, vad leder, omdöme, omdömet, bedömning, bedömningen, bedöms, slutsats, slutsatsen, slutsatser, konstaterade, konstaterar,
        förklara, förklarar, beskriv, beskrivs, beskriver, innebär, händer, konsekvens, konsekvenser, konsekvenserna, konsekvensen, följder, följderna, följd, utvecklas, utvecklats, utvecklades, hur står sig, står sig,
        hur stärks, varifrån, uppbyggt, uppbyggd, åsyftas, menas, framhålls, betonas, lyfts fram, vad säger, vad sägs, what does it say, vad utmärker, på vilket sätt, vilket sätt, hur går det till, what did it conclude, conclude, concluded, conclusion,
        conclusions, find wrong, explain, explains, explained, factors, consequence, consequences, describe, described, happen, happens, happening, lead to, leads to, in what way, how are, what is meant, say about, relate, avoid, singled out, what is said""",
    "purpose": "till vilken nytta, ändamålet med, kort ändamålet, ska möjliggöra, till vad ska det gå, till vad ska den gå, till vad ska de gå, stated aim, the aim of, aim of, aims of, objective of, the objective of, to what end, what goal does, the point of, meant for, meant to, purpose clause, i vilket syfte, vilket syfte, vad är syftet, vad e syftet, syftet med, vad är meningen med, vad e meningen med, meningen med, what is the purpose, for what purpose, the purpose of, what for, ändamålet, vilket ändamål, what purpose, i syfte, vad ska pengarna användas till, vad ska de användas till",
    "why": "which causes, what is behind, what's behind, what lay behind, what's driving, what is driving, what drives, main drivers, the drivers, drivers of, drivers behind, report attribute, attribute the, what made, den faktor, vilka faktorer ligger, ligger i huvudsak bakom, huvudsakliga orsaken, främsta orsaken, hur kommer det sig att, vad driver, vad ligger bakom, what lies behind, grundorsak, grundorsaken, på grund av vad, till följd av vad, boven, hur förklaras, förklaras av, förklaras med, hänföras, hänförs, justify, justifies, rationale, put down to, skyller de på, skyller dom på, skyller man, skyllde på, skyllde man på, skyller, skyller på, skylls, skylls på, skyller man på, vad skyller, vad skylls, blamed on, blame on, put it down to, chalk up to, huvudorsak, huvudorsaken, huvudorsaker, huvudorsakerna, orsakerna, huvudskälet, huvudskälen, skälen, anledningar, main cause, main causes, the causes, blame for, blames for, blamed for, blame, blames, blamed, varför, why, hur kommer det sig, vad beror, beror på, vad är orsaken, orsaken, orsak, orsaker, anledning, anledningen, how come, reason, reasons, skälet, skäl, what caused, what causes, vad orsakar, drivs av, what explains, vad förklarar, förklaringen, förklaring, förklaringar, förklaringarna, because of what, beror",
    "when": "day and month, the day and month, tidpunkt, tidsfrist, tidsfristen, deadline, deadlinen, tidsangivelse, tidsangivelsen, utbetalningstid, utbetalningstiden, inom vilken tid, tidsmässigt, how soon, daterat, daterad, daterades, datering, dateringen, datumet, datumen, dag och månad, tidpunkten, dagen då, den dag då, den dag, vilka datum, åååå-mm-dd, dagen för, what day, which day, dated, the date, datums, vilket datums, vilken dags, när, when, vilket datum, vilken dag, vilket år, vilken månad, hur dags, what date, which year, what year, which month, vilken tidpunkt, från när, datum, nar, vilket årtal, senast när, hur länge, how long ago",
    "who": "myndighet som, myndigheten som, vilket verk, vilken instans, vilken politiker, which ones, vilka då, which swedish agency, which government agency, what agency, what authority, vilken statlig myndighet, vilket statsråd, vilka har skrivit, vem, vilka, vilken myndighet, vilket organ, vems, who, whose, whom, vilken minister, which authority, which agency, which minister, which body, vilken aktör, vem som, vilka personer, which party, which parties, vilken part",
    "what": "vad, vilken, vilket, what, which, va",
    "how": "hur, how",
    "hardest": "slår mest, slår hårdast, slår värst, hårdast, drabbas hårdast, drabbas mest, drabbas värst, hårdast drabbad, hårdast drabbade, tar mest stryk, tar stryk, mest lidande, värst utsatt, mest utsatt, särskilt dyrt, pressas upp mest, pressas mest, hit hardest, hits hardest, hardest hit, suffers most",
    "how_many": "hur pass många, hur många, antal, antalet, how many, number of, hur manga, the number of, hur mga, hur mnga",
    "how_much": "storleken på, hur pass stor är, be worth, is worth, worth in, drar vi in, drar man in, drar den in, drog in, inbringar, inbringade, hur långt är, hur lång är, hur långa är, how long is, vad uppgår, vad uppgick, vad slutar, vad slutade, vad landar, vad landade, vad stannar, vad stannade, vad hamnar, vad hamnade, uppgår till, hur pass mycket, hur pass stor, hur pass stort, hur pass stora, hur pass hög, hur pass högt, hur mycket, hur stor, hur stort, hur stora, hur mkt, how much, how large, how big, vad blev, vad fick, what did, vilket belopp, vilken summa, hur hög, hur högt, hur höga, hur lågt, how high, how low, belopp, beloppet, summa, exakt summa, exakt belopp, what amount, amount, hur mke, hur mckt, hur m, hr mycket, hur myket, hur mycke",
    "where": "var, vart, where, i vilken, i vilket",
    "yes_no": "hör, hörde, tillhör, tillhörde, hamnade, är, var, har, hade, fick, får, kan, ska, blev, gör, går, finns, gick, ligger, låg, did, is, was, are, were, does, do, has, have, can, will, betalar, drar, minskar, ökar, tänker, räknar, väntas, förväntas, befaras, beräknas",
}  # fmt: skip
_RANKED = ("came", "came in", "comes", "comes in", "ranked", "ranks", "placed")
_NTH = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_PHRASES["place"] += "".join(f", {verb} {place}" for verb in _RANKED for place in _NTH)


class Cue(NamedTuple):
    """A cue found in a question: its id and the tokens it covers, `end` exclusive."""

    id: str
    start: int
    end: int


def _forms(said: Sequence[str]) -> list[tuple[str, ...]]:
    """The tokens of each of some phrases: words, numbers and the per cent sign."""
    plain = "".join(said).replace(" ", "").isalpha()  # asked of each phrase it is slow at every start
    return [
        tuple(phrase.split())
        if plain or phrase.replace(" ", "").isalpha()
        else tuple(token.norm for token in tokenize(phrase) if token.kind in ("word", "number") or token.norm == "%")
        for phrase in said
    ]


_LONGEST_UNFOLDED = 3
"""A phrase of one word this short is another word without its dots ("får", "far")."""


def _table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word -> (phrase, cue id), in no order; the forms without å/ä/ö stand beside the others."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for cue, written in _PHRASES.items():
        said = phrases(written)
        forms = _forms(said)
        for form in forms:
            if form:
                table.setdefault(form[0], []).append((form, cue))
        # folded at once, not phrase by phrase: it is done at every start
        flats = fold(",".join(said)).split(",") if said else []
        for bare in _forms([flat for phrase, flat in zip(said, flats, strict=True) if flat != phrase]):
            if len(bare) > 1 or len(bare[0]) > _LONGEST_UNFOLDED:
                table.setdefault(bare[0], []).append((bare, cue))
    return table


def _longest_first(entry: tuple[tuple[str, ...], str]) -> tuple[int, tuple[tuple[str, ...], str]]:
    """The place of a phrase among those with its first word."""
    return -len(entry[0]), entry


_TABLE = _table()


@cache
def _beginning(first: str) -> list[tuple[tuple[str, ...], str]]:
    """The phrases that begin with one of the first words, each once, the longest first."""
    return sorted(set(_TABLE[first]), key=_longest_first)


CUE_WORDS: frozenset[str] = frozenset(word for entries in _TABLE.values() for phrase, _ in entries for word in phrase)
"""Every word of every cue: never mended into something else."""


_OF_EACH_ONE = ("per_capita", "where", "yes_no", "follow")
"""What the words of "var och en av åtgärderna" ask for elsewhere."""


def find_cues(tokens: Sequence[Token]) -> tuple[Cue, ...]:
    """All cues; of two with one id that overlap only the longer stands, cues with other ids may overlap."""
    index = [
        i
        for i, token in enumerate(tokens)
        if (token.kind in ("word", "number") or token.norm == "%")
        and not (token.norm == "pass" and i and tokens[i - 1].norm in _HOW)  # "hur pass mycket större"
    ]
    norms = tuple(tokens[i].norm for i in index)
    found: list[Cue] = []
    covered: dict[str, int] = {}
    for at, norm in enumerate(norms):
        for phrase, cue in _beginning(norm) if norm in _TABLE else ():
            if norms[at : at + len(phrase)] == phrase and covered.get(cue, -1) < at:
                end = at + len(phrase)
                covered[cue] = end - 1
                found.append(Cue(cue, index[at], index[end - 1] + 1))
    found = [cue for cue in found if _stands(cue, found, tokens)]
    if norms[:1] == ("rank",):  # "rank the regions" asks for their order
        found = [
            Cue("descending", cue.start, cue.end) if cue == ("position", index[0], index[0] + 1) else cue
            for cue in found
        ]
    for cue_id, start, end in ordered(norms):  # "störst bidrag först" asks for all, not for the largest
        span = range(index[start], index[end - 1] + 1)
        if len(span) > end - start:
            continue  # "fem minsta bidragen, minst först": a comma parts them
        found = [cue for cue in found if cue.id not in ("top", "bottom") or cue.start not in span]
        found.append(Cue(cue_id, span.start, span.stop))
    found += _comparatives(index, norms)
    last = {at for cue in found if cue.id == "last_row" for at in range(cue.start, cue.end)}
    found += [
        Cue(cue, index[start], index[end - 1] + 1) for cue, start, end in placed(norms) if index[start] not in last
    ]  # "summan längst ner" is a row
    for cue_id, start, end in told_apart(norms):
        span = range(index[start], index[end - 1] + 1)
        found = [cue for cue in found if cue.id not in _OF_EACH_ONE or cue.start not in span]
        found.append(Cue(cue_id, span.start, span.stop))
    found = _one_place_of_order(found)
    found = _with_division(found, index, norms)
    found = _at_the_end(found, tokens)
    found = [cue for cue in found if not (cue.id == "where" and _was(cue, tokens))]
    found = [_as_meant(cue, tokens) for cue in found if not _is_a_case(cue, tokens)]
    own = named_by_rank(found, tokens)
    if own is not None:
        found = [cue for cue in found if cue.id not in ("those", "that_region") or cue.start < own]
    found += _implied(tokens, found)
    found = [cue for cue in found if not (cue.id == "list" and _signs(cue, tokens))]
    if norms[-1:] in _BY and not any(cue.id in _ASKS_OPENLY for cue in found):
        found.append(Cue("who", index[-1], index[-1] + 1))  # "sektorsbidraget utbetalas av?"
    found = [cue for cue in found if cue.id not in _SET_ASIDE or not _is_set_aside(tokens, cue)]
    if not _STRENGTHENS.isdisjoint(norms):  # "med hur många miljarder stärktes det?" asks for what was given
        found = [cue for cue in found if cue.id != "difference" or tokens[cue.start].norm not in _BY_HOW]
    if norms[-2:] in _TO_WHAT and any(
        cue.id == "change" for cue in found
    ):  # "höjs det, och till vad?" asks for the level
        found = [cue for cue in found if cue.id not in ("change", "difference", "claim")]
        found.append(Cue("how_much", index[-2], index[-1] + 1))
    across = {cue for cue in found if cue.id == "sum" and tokens[cue.start].norm in _ACROSS_YEARS}
    if across and _YEAR_BY_YEAR.search(
        " ".join(norms)
    ):  # "hur mycket per år ger PKS över de tre åren?" asks for no sum
        found = [cue for cue in found if cue not in across]
    found = _without_governed(found, index, norms)
    found = _counted_from_end(_without_rejected(found, tokens), tokens)
    slashed = [cue.start for cue in found if cue.id == "per_capita" and tokens[cue.start].norm == "/"]
    if slashed:  # "kvoten sektorsbidrag/invånare"
        found = [cue for cue in found if cue.id != "ratio" or not 0 < slashed[0] - cue.start <= _NEAR]
    equal = shares_equally(norms)
    if equal is not None:  # "dela bidraget på antalet regioner", "om alla hade fått lika mycket, hur stort …"
        found = [cue for cue in found if cue.id not in _OF_EQUAL_PARTS]
        found.append(Cue("mean", index[equal], index[equal] + 1))
    request = verdict_request(tokens)
    if request is not None:  # its words ask for nothing else: "va det så lite?" asks not what
        found = [cue for cue in found if not request[0] <= cue.start < request[1]]
        found.append(Cue("claim", *request))
    for i, token in enumerate(tokens):
        if token.norm in _SIGNS and 0 < i < len(tokens) - 1 and tokens[i - 1].is_word and tokens[i + 1].is_word:
            found.append(Cue(_SIGNS[token.norm], i, i + 1))  # "Kalmar > Blekinge"
        if token.norm == "+" and not i and len(tokens) > 1 and tokens[1].is_word:  # "+ Västmanland"
            found.append(Cue("add_to", 0, 1))
        if token.kind == "medal" and (not found or found[-1].id != "top"):
            found.append(Cue("top", i, i + 1))
    return tuple(found)


_ACROSS_YEARS = word_set("över under over across")
_YEAR_BY_YEAR = Pattern(
    r"\b(?:utveckla|utveckling|förändra|ändra|öka|ökning|minska|minskning|visa|lista|redovisa|ställ upp|årlig|show|list"
    r"|develop|chang|increas|decreas|fördela|fördelning|(?:per|varje|vart|each|every) (?:år|year))",
    needs="utveckl|ändr|ök|minsk|visa|list|ställ|årlig|show|devel|chang|creas|fördel|per|var|each|every",
)
"""Words that ask for several years one by one, or for how they differ."""


def _one_place_of_order(found: list[Cue]) -> list[Cue]:
    """Without the whole order, of which one place is asked for behind it: "rangordna fallande, vem står på rad fyra?"."""
    place = next((cue.start for cue in found if cue.id == "place"), None)
    order = [cue for cue in found if cue.id == "descending"]
    if place is None or not order or place < order[-1].start or any(cue.id == "position" for cue in found):
        return found
    return [cue for cue in found if cue.id not in ("descending", "list") or cue.start > place]


def _without_governed(found: list[Cue], index: Sequence[int], norms: Sequence[str]) -> list[Cue]:
    """The cues without those of a clause whose content something governs: "vad styr hur mycket varje region får?".

    Args:
        found: the cues of the question.
        index: where the words of `norms` stand among the tokens.
        norms: the words of the question.

    Returns:
        The cues; with one for what is told in words, where a rule is asked for.
    """
    at = next((at for at in range(min(len(norms) - 2, _EARLY)) if _governs(norms, at)), None)
    if at is None:
        return found
    kept = [cue for cue in found if cue.id not in _GOVERNED or cue.start <= index[at + 1]]
    return [*kept, Cue("in_words", index[at], index[at + 1] + 1), Cue("governed", index[at], index[at + 1] + 1)]


def _governs(norms: Sequence[str], at: int) -> bool:
    """Whether a rule is asked for here, by which something is measured out: "vad avgör hur …", "hur bestämdes det vilken …"."""
    first, verb, behind = norms[at], norms[at + 1], norms[at + 2 :]
    if first in _WHAT and verb == "är" and behind[:2] == ("det", "som"):
        verb, behind = norms[at + 4] if len(norms) > at + 4 else "", norms[at + 5 :]
    what, how = first in _WHAT and verb in _GOVERNING, first == "hur" and verb in _GOVERNED_SO
    return (what or how) and not _OPENS_CLAUSE.isdisjoint(behind[:_CLAUSE_NEAR])


_GOVERNING = word_set(
    "styr styrde avgör avgjorde bestämmer bestämde påverkar determines decides governs determined decided"
)
_GOVERNED_SO = word_set("bestäms bestämdes avgörs avgjordes räknades räknas bestämde bestämmer avgjorde avgör")
_OPENS_CLAUSE, _CLAUSE_NEAR, _EARLY = word_set("hur vem vilken vilka vilket vad how which what who"), 3, 4
_GOVERNED = (
    *("how_much", "how_many", "list", "all", "top", "bottom", "share", "sum", "mean", "each_period", "received"),
    "in_kronor",
)


_STRENGTHENS = word_set("""
    stärktes stärks stärka förstärks förstärktes förstärka plussade plussar tillförs tillfördes betas
    strengthen strengthened top topped boost boosted
""")
_BY_HOW = word_set("med by")
_BY, _ASKS_OPENLY = (("av",), ("by",)), ("what", "how", "who", "why", "when", "where", "how_much", "how_many")
_TO_WHAT = (("till", "vad"), ("till", "va"), ("to", "what"))


def named_by_rank(found: Sequence[Cue], tokens: Sequence[Token]) -> int | None:
    """Where "de tre som fick minst" stands, which points to nothing told before, and neither does a "de" behind it."""
    ends = [cue.start for cue in found if cue.id in ("top", "bottom")]
    for at in range(len(tokens) - 2):
        here, number, which = (token.norm for token in tokens[at : at + 3])
        counted = here in _THE and 1 < _small(number) <= _MOST_AT_END and which in _WHO
        among = bool(at) and tokens[at - 1].norm in _AMONG
        if counted and not among and any(at + 2 < end <= at + 2 + _RANK_REACH for end in ends):
            return at
    return None


_NAMES, _UNDERSIGNED = (
    word_set("namn names"),
    word_set("""
    står stod finns fanns undertecknat undertecknade undertecknar skrivit skrev är under på appear stand are signed
"""),
)


def _signs(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Whether names are those under a document, and none that are to be listed: "vilka namn står under beslutet?"."""
    words = [token.norm for token in tokens[cue.start : cue.end + 1]]
    return (
        len(words) == 2
        and words[0] in _NAMES
        and words[1] in _UNDERSIGNED
        and not _PLACED.intersection(token.norm for token in tokens)
    )


_PLACED = word_set("region regioner regionerna län länen regions counties")
_WAS, _SUBJECTS = word_set("var"), word_set("det den de dom detta dessa")
_SUPPOSED = word_set("väl val visst ju nog inte alltså")


def _was(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Whether a "var" is the verb: "det var väl fem regioner som …"."""
    here = tokens[cue.start].norm in _WAS and cue.end - cue.start == 1 and bool(cue.start)
    supposed = cue.end < len(tokens) and tokens[cue.end].norm in _SUPPOSED
    return here and supposed and tokens[cue.start - 1].norm in _SUBJECTS


_THE, _WHO = word_set("de dom the"), word_set("som that who which")
_AMONG = word_set("av bland mellan of among between")
_RANK_REACH = 3
_SHARED_OUT = word_set("fördelades fördelats fördelas delades delats delas spreds spridits distributed divided split")
_CLAUSE_OPENERS = word_set("när då som sedan sen innan when that which since before")
_CLAUSE_REACH = 6


def told_in_clause(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Whether that something was shared out only tells when or of what: "… när tre miljarder fördelades"."""
    if cue.end - cue.start != 1 or tokens[cue.start].norm not in _SHARED_OUT:
        return False
    return any(token.norm in _CLAUSE_OPENERS for token in tokens[max(1, cue.start - _CLAUSE_REACH) : cue.start])


_SIGNS = {">": "more_than", "<": "less_than"}
_COUNTING = word_set("vilka de dom the which what")
_MOST_AT_END = 20
_ASKED = word_set("vad va hur vilken vilket what how which")
_ADJECTIVES = word_set("korrekt korrekta rätt riktig riktiga correct right accurate")
_AFTER_ADJECTIVES = word_set("""
    att om eller va och men i på för uppfattat återgivet citerat då så hos enligt siffra belopp uppgift or that and if
""")
"""Words before which an adjective of truth still asks for a verdict."""


def _at_the_end(found: list[Cue], tokens: Sequence[Token]) -> list[Cue]:
    """The cues with "längst ner i tabellen" as the end of an order where several are asked for: "vilka tre"."""
    if not any(cue.id == "last_row" for cue in found):
        return found
    several = any(
        first.norm in _COUNTING and 1 < _small(second.norm) <= _MOST_AT_END for first, second in pairwise(tokens)
    )
    return [Cue("bottom", cue.start, cue.end) if several and cue.id == "last_row" else cue for cue in found]


_OF_EQUAL_PARTS = (
    "per_capita",
    "count",
    "how_many",
    "more_than",
    "as_much",
    "list",
    "difference",
    "ratio",
    "divided",
    "sum",
)
"""Cues whose words only say into what equal parts something is divided."""
_COMPUTED = ("mean", "median", "sum", "share", "difference", "ratio")
_FALL, _CASE = word_set("fall"), word_set("värsta bästa så alla annat vilket sådana detta vissa många i")


def _is_a_case(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Whether a "fall" is a case and no decrease: "i värsta fall", "i så fall"."""
    return cue.id == "change" and tokens[cue.start].norm in _FALL and tokens[cue.start - 1].norm in _CASE


def _counted_from_end(found: list[Cue], tokens: Sequence[Token]) -> list[Cue]:
    """The cues with a place counted from the end of an order that is said: "störst till minst, fjärde från slutet"."""
    ends = [c for c in found if c.id == "ascending" and tokens[c.end - 1].norm in _FROM_END]
    within = {at for cue in ends for at in range(cue.start, cue.end)}
    orders = [c for c in found if c.id in ("ascending", "descending") and c not in ends and c.start not in within]
    if not ends or not orders:
        return found
    turned = "ascending" if orders[0].id == "descending" else "descending"
    return [cue for cue in found if cue not in ends and cue not in orders] + [Cue(turned, ends[0].start, ends[0].end)]


_FROM_END = word_set("slutet bakifrån")
_IN_PLACE = (("stället", "för"), ("istället", "för"), ("instead", "of"), ("rather", "than"), ("snarare", "än"))
_NOT_THIS = word_set("inte ej not")
_THAN_THIS, _RATHER = (["än"], ["than"]), word_set("hellre snarare rather")
_BUT_THIS = word_set("utan but")


def _without_rejected(found: list[Cue], tokens: Sequence[Token]) -> list[Cue]:
    """The cues without a computation that is said not to be meant: "inte snittet utan medianen"."""
    computed = [cue for cue in found if cue.id in _COMPUTED]
    if len({cue.id for cue in computed}) < 2:
        return found
    norms = [token.norm for token in tokens]

    def rejected(cue: Cue) -> bool:
        near = [norm for norm in norms[max(0, cue.start - 3) : cue.start] if norm not in ("the", "a", "det")]
        if tuple(near[-2:]) in _IN_PLACE:
            return True
        if near[-1:] in _THAN_THIS and not _RATHER.isdisjoint(norms[: cue.start]):
            return True  # "hellre median än medelvärde"
        but = not _BUT_THIS.isdisjoint(norms[cue.end : cue.end + 2]) or cue.start == max(c.start for c in computed)
        return but and not _NOT_THIS.isdisjoint(near[-1:])

    kept = [cue for cue in computed if not rejected(cue)]
    return [cue for cue in found if cue not in computed or cue in kept] if kept else found


_AT_END = {"none_more": "top", "none_less": "bottom"}


def _as_meant(cue: Cue, tokens: Sequence[Token]) -> Cue:
    """The cue that a phrase is with what follows it; nearly always itself.

    "Ingen fick mer än en viss region, vilken?" asks for the first, and who "plussar på med" something raises it.

    Args:
        cue: one of those found.
        tokens: the question.

    Returns:
        What it asks for.
    """
    behind = [token.norm for token in tokens[cue.end : cue.end + _NEAR]]
    if cue.id == "sum" and tokens[cue.start].norm.startswith("pluss") and ("på", "med") in pairwise(behind):
        return Cue("change", cue.start, cue.end)  # "vad plussas köpengarna på med mellan 2024 och 2025"
    asked = cue.id in _AT_END and any(token.norm in _WHICH_ONE for token in tokens[cue.end :])
    return Cue(_AT_END[cue.id], cue.start, cue.end) if asked else cue


_WHICH_ONE = word_set("vilken vem which who")


def _small(word: str) -> int:
    """A number of at most two digits, or in letters; 0 for anything else."""
    return int(word) if word.isdecimal() and len(word) < 3 else CARDINALS.get(word, 0)


def _implied(tokens: Sequence[Token], found: Sequence[Cue]) -> list[Cue]:
    """The cues of words that no phrase covers, by their shapes."""
    taken = [False] * len(tokens)
    for cue in found:
        taken[cue.start : cue.end] = [True] * (cue.end - cue.start)
    told = (Cue(*cue) for cue in implied([token.norm for token in tokens], taken))
    return [cue for cue in told if cue.id != "change" or not _is_resumed(tokens, cue)]


def _falls_to_somebody(tokens: Sequence[Token], at: int) -> bool:
    """Whether "to" and a name follow, and no number: "fell to Stockholm", "föll på Halland"."""
    follow = tokens[at : at + 2]
    return len(follow) == 2 and follow[0].norm in _FALLS_ON and follow[1].is_word and follow[1].capital


_FELL, _FALLS_ON = word_set("fell föll faller falls"), word_set("to på till upon")
_COMES_TO, _IN_WHAT = word_set("innebär betyder"), ("share", "in_kronor", "per_capita")
_UTTERS = word_set("uppger säger hävdar påstår sa sade uppgav hävdade påstod menar says claims said claimed tells told")
_WHOSE = word_set("min mina en vår våra några flera my our a some")
_ENDS = ("bottom", "top", "last_period")
_COLUMNS = word_set("prognosen budgeten budgetramen tabellen siffran siffrorna avvikelsen utfallet forecast budget")
_WHERE = word_set("ner ned nere upp uppe fram bak bort down up")
_WHAT = word_set("what vad va")
_GOING = word_set("gå går gick gått hänga hänger hängde hålla håller höll hör blandar blandade blandat rörde rör")
_HOLDS, _HELD_AT = word_set("håller"), word_set("i på till med")
_MEANING = word_set("mean means stand stands signify signifies refer refers")


def _stands(cue: Cue, found: Sequence[Cue], tokens: Sequence[Token]) -> bool:
    """Whether a cue means here what it means by itself.

    "What does" asks for a definition only before "mean" or "stand for"; "what did … conclude" asks for no amount; and
    "när" may join two clauses.

    Args:
        cue: one of those found.
        found: all of them.
        tokens: the question.

    Returns:
        Whether it stands.
    """
    first = tokens[cue.start].norm
    if cue.id == "when":
        return not _is_conjunction(cue, tokens)
    if cue.id == "judgement" and _asks_behind(tokens, cue.end):
        return False
    if cue.id == "judgement" and first in _TOO and _is_measured(tokens, cue.start):
        return False  # "hur mycket för höga är priserna" asks by how much
    if cue.id == "claim" and cue.end == cue.start + 1 and _supposes(tokens, cue):
        return False
    if (
        cue.id == "in_words"
        and first == "efter"
        and any(t.norm in _LOOKING for t in tokens[max(0, cue.start - _NEAR) : cue.start])
    ):
        return False  # "titta i prognosen efter vad avskrivningarna är"
    if cue.id == "source" and cue.end - cue.start == 1 and tokens[cue.end : cue.end + 1]:
        told = tokens[cue.end].norm in _UTTERS  # "min källa uppger att …" asks for none
        if told and cue.start and tokens[cue.start - 1].norm in _WHOSE:
            return False
    if cue.id == "yes_no" and first == "var" and [t.norm for t in tokens[cue.end : cue.end + 2]] in _ANYWHERE:
        return False  # "var i landet väntar man 105 dagar?"
    if cue.id == "source" and tokens[cue.end : cue.end + 1] and tokens[cue.end].norm in _NUMBERING:
        return False  # "under what file number"
    if cue.id == "claim" and first in _HOLDS and tokens[cue.end : cue.end + 1] and tokens[cue.end].norm in _HELD_AT:
        return False  # "jag håller i ett möte"
    if cue.id == "top" and tokens[cue.end : cue.end + 1] and tokens[cue.end].norm in _WHERE:
        return False  # "längst ner i tabellen" is a place on a page
    if cue.id in _ENDS and any(o.id == "last_row" and o.start <= cue.start and cue.end <= o.end for o in found):
        return False  # "the bottom line" is a sum, "understa raden" a place
    if cue.id == "not" and [token.norm in _ONLY_ONE for token in tokens[cue.end : cue.end + 2]] == [True, True]:
        return False  # "inte en enda", "inte en region": none
    if cue.id == "not" and _turns_to(tokens, cue):
        return False
    if cue.id == "list" and first == "namn" and cue.start and tokens[cue.start - 1].norm in _SIGNING:
        return False  # "vem satte sitt namn på beslutet", "vilka namn står under det"
    if cue.id == "sum" and first == "sum" and cue.start and tokens[cue.start - 1].norm in _ANY_SUM:
        return False  # "how large a sum"
    if cue.id == "who" and first in _WHICH and tokens[cue.end : cue.end + 1]:
        return tokens[cue.end].norm not in _NUMBERS  # "vilka tal gäller för stroke" asks for nobody
    beside = [token.norm for token in tokens[cue.end : cue.end + _NEAR]]
    if cue.id == "position" and not _AGAINST.isdisjoint(beside) and _THE_OTHERS.isdisjoint(beside):
        return False  # "hur ligger Sverige till mot OECD" sets two against each other
    if cue.id == "more_than" and any(o.id == "sum" and o.start <= cue.start and cue.end < o.end for o in found):
        return False  # "slår ihop"
    if cue.id == "in_words" and tokens[cue.end : cue.end + 1] and tokens[cue.end].norm in _COLUMNS:
        return False  # "vad säger prognosen" asks for its figure
    if cue.id == "more_than" and first in _BEATING and _merge(tokens, cue.end):
        return False  # "slog sig ihop"
    if cue.id == "in_words" and first == "leder" and any(t.norm in _TABLES for t in tokens[cue.end : cue.end + _NEAR]):
        return False  # "leder ligan"
    shares = cue.id == "sum" and first.startswith("del") and tokens[cue.end - 1].norm == "på"
    if shares and any(token.norm in _THOSE_WHO for token in tokens[: cue.start]):
        return False  # "vilka delar på de tre miljarderna"
    if cue.id == "sum" and first == "ihop" and cue.start and tokens[cue.start - 1].norm in _GOING:
        return False  # a budget that "går ihop" is in balance
    if cue.id == "change" and first in _FELL and _falls_to_somebody(tokens, cue.end):
        return False  # "what portion fell to Stockholm"
    if cue.id == "change" and first == "fall" and cue.start and tokens[cue.start - 1].norm in _IN_ANY:
        return False  # "i alla fall"
    if cue.id == "claim" and cue.end == cue.start + 1 and first in _ADJECTIVES:  # "vad ger korrekt kodning?"
        asks = not _ASKED.isdisjoint(token.norm for token in tokens)
        behind = tokens[cue.end : cue.end + 1]
        return not (asks and behind and behind[0].is_word and behind[0].norm not in _AFTER_ADJECTIVES)
    if cue.id == "difference" and first == "emellan" and cue.start and tokens[cue.start - 1].norm in _THE_REGIONS:
        return False  # "ett snitt regionerna emellan"
    if cue.id == "mean" and any(o.id == "correction" and o.start <= cue.start < o.end for o in found):
        return False  # "I mean"
    if cue.id == "definition" and tokens[cue.end - 1].norm in _COMES_TO and any(o.id in _IN_WHAT for o in found):
        return False  # "vad innebär det i procent?" asks for a figure
    if cue.id == "definition" and first == "what" and cue.end - cue.start == 2 and tokens[cue.end - 1].norm == "does":
        return any(token.norm in _MEANING for token in tokens[cue.end :])
    if cue.id == "definition" and tokens[cue.end - 1].norm == "står" and _is_place(tokens[cue.end : cue.end + 2]):
        return False  # "vad står det i den kolumnen?"
    if cue.id == "definition" and tokens[cue.end - 1].norm != "för":  # "vad står det för 2027 på …" asks for a figure
        behind = tokens[cue.end : cue.end + _NEAR]
        return not any(one.norm == "för" and other.norm.isdecimal() for one, other in pairwise(behind))
    if cue.id == "how_much" and first in _WHAT:
        return not any(other.id == "in_words" and other.start >= cue.end for other in found)
    return True


_ANYWHERE = (["i", "landet"], ["i", "sverige"], ["i", "riket"], ["i", "regionsverige"], ["någonstans", "i"])
_NUMBERING = word_set("number numbers nummer numret no nr")
_TOO = word_set("för too")
_IT, _WITHIN = word_set("det"), word_set("i på in")
_GIVES = word_set("ger gav inbringar inbringade sparar spar kostar kostade gives brings saves costs")
_RESUMED = word_set("den det de dom it they")


def _is_place(behind: Sequence[Token]) -> bool:
    """Whether "i" or "på" follows, with or without a "det" before it."""
    norms = [token.norm for token in behind if token.norm not in _IT]
    return bool(norms) and norms[0] in _WITHIN


def _is_resumed(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a noun of change is what a question goes on about: "nedtrappningen av X, vad ger den?"."""
    if tokens[cue.end : cue.end + 1] and tokens[cue.end].norm not in ("av", "of"):
        return False
    comma = next((at for at in range(cue.end, len(tokens)) if tokens[at].norm in (",", "–", ":")), None)
    behind = [token.norm for token in tokens[comma + 1 : comma + 4]] if comma is not None else []
    return len(behind) > 2 and behind[0] in _WHAT and behind[1] in _GIVES and behind[2] in _RESUMED


_LOOKING = word_set("titta tittar kolla kollar leta letar sök söka se look search")
_IF, _IF_REACH = word_set("om ifall if"), 3
_HOLDING = word_set("håller stämmer holds")


def _asks_behind(tokens: Sequence[Token], at: int) -> bool:
    """Whether a later sentence asks "hur lågt" or "vad": "antalet är för lågt, heter det. Hur lågt?"."""
    end = next((i for i in range(at, len(tokens) - 1) if tokens[i].norm in (".", "!", ":")), None)
    return end is not None and tokens[end + 1].norm in _ASKING


def _is_measured(tokens: Sequence[Token], at: int) -> bool:
    """Whether "hur mycket" or "hur många procent" stands just before."""
    before = [token.norm for token in tokens[max(0, at - 3) : at]]
    if before[-1:] and before[-1] in _UNITS:
        before.pop()
    return len(before) > 1 and before[-1] in MUCH and before[-2] in _HOW


def _supposes(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether "håller" states nothing: "jag håller på med …", or "om prognosen håller" beside a question."""
    if tokens[cue.start].norm not in _HOLDING:
        return False
    if tokens[cue.end : cue.end + 1] and tokens[cue.end].norm == "på":
        return True
    condition = next(
        (at for at in range(cue.start - 1, max(-1, cue.start - 1 - _IF_REACH), -1) if tokens[at].norm in _IF), None
    )
    if condition is None:
        return False
    return any(token.norm in _ASKED for token in (*tokens[:condition], *tokens[cue.end :]))


_SET_ASIDE = ("share", "sum", "mean", "median", "difference", "per_capita", "ratio", "change", "in_kronor", "how_much")
_PAUSES = word_set(", ( - – — och men alltså and but")


def _is_set_aside(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether it is said that something is not what is asked for: "summan, inte andelen", "the amount, not the share"."""
    at = cue.start - 1
    at -= 1 if at > 0 and tokens[at].norm in _ARTICLES else 0
    if at < 1 or tokens[at].norm not in _NOTS:
        return False
    return tokens[at - 1].norm in _PAUSES


_WHICH, _NUMBERS = (
    word_set("vilka which"),
    word_set("""
        tal talen siffror siffrorna värden värdena belopp beloppen dagantal procenttal procentsatser nivåer mått summor
        kostnader numbers figures values amounts sums
    """),
)
_SIGNING, _ANY_SUM = word_set("sitt sina vilka vems deras"), word_set("a what which quick simple little")
_NOTS, _ARTICLES = word_set("inte ej not"), word_set("the a den en ett")


_THE_REGIONS = word_set("regionerna länen landstingen")
_THOSE_WHO = word_set("vilka vem vilken which who")
_BEATING = word_set("slår slog")
_TABLES = word_set("listan tabellen ligan rankningen rankingen")


def _merge(tokens: Sequence[Token], at: int) -> bool:
    """Whether "slog" joins: "slog sig ihop", "slår sig samman"."""
    return [token.norm in words for token, words in zip(tokens[at:], (("sig",), ("ihop", "samman")), strict=False)] == [
        True,
        True,
    ]


def _turns_to(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether a "not" only says who is not asked ("inte till dig Johan", "not you"), or is a "No," before a question."""
    behind = [token.norm for token in tokens[cue.end : cue.end + 2]]
    if cue.start == 0 and tokens[0].norm == "no" and behind[:1] == [","]:
        return True
    spoken_to = behind[1:] if behind and behind[0] in _TOWARDS else behind[:1]
    return bool(spoken_to) and spoken_to[0] in _ADDRESSED


_TOWARDS, _ADDRESSED = word_set("till åt för to for"), word_set("dig dej mig mej er you me")
_AGAINST = word_set("mot kontra versus vs jämfört jämförelse against")
_IN_ANY = word_set("alla vart varje så dylika sådana de")
_THE_OTHERS = word_set("övriga andra resten alla samtliga others rest all")
_NEAR = 5
_ONLY_ONE = word_set("en ett enda one a single region")
_WHEN = word_set("när nar when")
_ASKING = word_set("vad va hur vilken vilket what how which")
_ANDS = word_set("och o å and samt eller or")
_BEFORE_WHEN = word_set("""
    och men så o uppge ange berätta meddela du ni jag vet undrar undra säg säga veta frågar exakt ungefär redan alltså sedan från om mig oss me us
    and but so you i know wonder say tell me exactly about since from if
""")


def _is_conjunction(cue: Cue, tokens: Sequence[Token]) -> bool:
    """Whether "när" joins two clauses: "inflationen när regeringen tillträdde", "när de tillträdde, hur hög var den"."""
    at = cue.start - 1 if tokens[max(0, cue.start - 1)].norm == "." else cue.start  # "inflat. när reg tillträdde"
    before, after = tokens[:at][-1:], tokens[cue.end :]
    if cue.end - cue.start > 1 or tokens[cue.start].norm not in _WHEN:
        return False
    named = bool(after) and after[0].is_word and after[0].capital and after[0].norm not in _FINITE
    if before[:1] and before[0].norm == "," and named:  # "resten av bidraget, när Skåne och Halland är borträknade"
        return True
    if before[:1] and before[0].norm == "," and at > 1 and tokens[at - 2].kind == "number":
        return (
            bool(after) and after[0].kind == "word" and after[0].norm not in _FINITE
        )  # "October 2022, when they came"
    if not before:
        return _opens_clause(after) or any(
            second.norm in _ASKING and first.norm not in _ANDS
            for first, second in pairwise(after)
            if first.is_word or first.norm == ","
        )
    if before[0].kind == "number":  # "infl okt 22 när regeringen tillträdde", but not "bidraget 2024 när betalas det"
        return bool(after) and after[0].kind == "word" and after[0].norm not in _FINITE and len(after) > 1
    return before[0].kind == "word" and before[0].norm not in _BEFORE_WHEN and any(t.kind == "word" for t in after)


def _opens_clause(after: Sequence[Token]) -> bool:
    """Whether a first "när" opens a clause before the main one: "när pengarna delades ut fick väl Kalmar mer …".

    A question has its verb next ("när fick …"); a clause has its subject next, and the sentence a verb more.

    Args:
        after: the tokens behind "när".

    Returns:
        Whether it asks for no time.
    """
    verbs = [token for token in after if token.norm in _FINITE]
    return len(verbs) > 1 and after[0].norm not in _FINITE


_FINITE = word_set("""
    är var har hade fick får gick går blev blir kom kommer tog tar drog gav ger låg ligger hamnade landade delades delas
    fördelades fördelas betalades betalas utbetalades tilldelades tilldelas anslogs portionerades tillträdde beslutade
    is was are were has had got gets received came took did does went goes handed paid shared allocated
""")
_MORE = word_set("""
    mer mera mere fler större storre högre hogre längre langre sämre samre bättre battre more larger higher bigger greater
    longer worse better
""")
_LESS = word_set("mindre färre farre lägre lagre kortare less fewer lower smaller shorter")
_LESSER = word_set("""
    snålare magrare klenare knappare njuggare svagare fattigare smalare tunnare blygsammare sparsammare beskedligare
    ynkligare billigare lättare ringare
""")
"""Further comparatives of less; all others in "-are" are of more."""
_EITHER = COMPARATIVES = _MORE | _LESS
_THAN = word_set("än an than")
_AHEAD, _BEHIND = word_set("före framför ahead"), word_set("bakom behind")
_ASKED_BEHIND = word_set("vad va vem vilka vilken vilket vilkas what who which")
"""Words that ask what lies behind something, which is no place in an order."""
_COMING = word_set("""
    ligger låg hamnar hamnade kommer kom placerar placerade placerats rankas rankad rankades är var
    ranks ranked came comes come coming is was are were finished
""")
_MUCH = MUCH = word_set("mycket mkt mkte mke mckt myket mycke much many många")
_HOW = ("hur", "how", "h")
_UNITS = word_set(
    "procent procentenheter % dödsfall deaths vårdplatser beds regioner personer invånare percent people mkr mnkr miljoner miljarder mdr mdkr kronor kr million billion millions billions kronor dagar days"
)
_OFF = word_set("fel snett ifrån back off")
_IN_RED, _SET_BESIDE = (
    word_set("back"),
    word_set("""
    mot budget budgeten budgetram budgetramen ram ramen prognos prognosen än jämfört from against budgeted forecast
"""),
)
_NOUNS = word_set("""
    invånare innevånare läkare ledare medarbetare sjukvårdare vårdare undersökare forskare läsare lyssnare tittare
    medborgare stockholmare göteborgare granskare tidigare vidare
""")
"""Words that end as a comparative does and are none."""
_ORS = word_set("eller or")
_REACH = 14
"""So many words on its "än" may stand."""


def _is_how_much(norms: Sequence[str], at: int) -> bool:
    """Whether "hur mycket" stands before a comparative, however it is shortened: "hur mkt sämre"."""
    return norms[at - 2] in _HOW and norms[at - 1] in _MUCH


def _is_how_many_off(norms: Sequence[str], at: int) -> bool:
    """Whether "hur många mkr" stands before a word of being off: "hur många mkr fel"."""
    return norms[at - 3] in _HOW and norms[at - 2] in _MUCH and norms[at - 1] in _UNITS


def _is_counted(norms: Sequence[str], at: int) -> bool:
    """Whether a word in "-are" is a noun: "läkare", "per invånare", and the "invånare" of "färre invånare än"."""
    return norms[at] in _NOUNS or norms[at].endswith("invånare") or not _EITHER.isdisjoint(norms[max(0, at - 2) : at])


def _comparatives(index: Sequence[int], norms: Sequence[str]) -> list[Cue]:
    """A comparative and its "än" with some words between them: "mer pengar än", "lägre dödlighet än"."""
    found = []
    for at, norm in enumerate(norms):
        if norm in _AHEAD and not _COMING.isdisjoint(norms[max(0, at - 4) : at]):
            found.append(Cue("more_than", index[at], index[at] + 1))
        if norm in _BEHIND and _ASKED_BEHIND.isdisjoint(norms) and not _COMING.isdisjoint(norms[max(0, at - 4) : at]):
            found.append(Cue("less_than", index[at], index[at] + 1))
        if at > 1 and _is_how_much(norms, at) and (norm in _MORE or norm in _LESS):
            found.append(Cue("difference", index[at - 2], index[at] + 1))
        by_itself = norm in _IN_RED and _SET_BESIDE.isdisjoint(norms)  # "hur många miljarder back ligger regionerna?"
        if (
            at > 2
            and not by_itself
            and (norm in _OFF or norm in _MORE or norm in _LESS)
            and _is_how_many_off(norms, at)
        ):
            found.append(Cue("difference", index[at - 3], index[at] + 1))
        compared = norm in _EITHER
        if compared or (norm.endswith("are") and len(norm) > 5 and not _is_counted(norms, at)):
            for end in range(at + 2 if compared else at + 1, min(at + _REACH, len(norms))):
                if norms[end] in _THAN:
                    found.append(Cue(_way(norm), index[end], index[end] + 1))
                    break
                if norms[end] in _EITHER and norms[end - 1] not in _ORS:
                    break  # "kortare köer är större än": of two comparatives the nearer one is set against something
    found += _outdone(index, norms)
    return found or _set_beside(index, norms)


def _outdone(index: Sequence[int], norms: Sequence[str]) -> list[Cue]:
    """A place at the end of an order, told from the others: "ingen fick så lite som", "alla andra fick mer än"."""
    for at, norm in enumerate(norms):
        near = norms[at + 1 : at + _REACH]
        if norm in _NONE:
            than = next((i for i, word in enumerate(near) if word in _THAN), len(near))
            ways = {_way(word) for word in near[:than] if word in _EITHER or word in _LESSER}
            if len(ways) == 1 and than + 1 < len(near) and _is_named(near[than + 1]) and _STOPS.isdisjoint(near[:than]):
                return [Cue("none_less" if ways == {"less_than"} else "none_more", index[at], index[at] + 1)]
            for so, degree in pairwise(near):
                if so in _SO and (degree in _LITTLE or degree in _PLENTY):
                    cue = "none_less" if degree in _LITTLE else "none_more"
                    return [Cue(ident, index[at], index[at] + 1) for ident in (cue, "alone")]
        if norm in _EVERY and near[:1] and near[0] in _OTHERS:
            ways = {_way(word) for word in near if word in _EITHER or word in _LESSER}
            if len(ways) == 1 and not _THAN.isdisjoint(near):
                cue = "none_less" if ways == {"more_than"} else "none_more"
                return [Cue(ident, index[at], index[at] + 1) for ident in (cue, "alone")]
    return []


def _is_named(word: str) -> bool:
    """Whether what stands behind "än" may be somebody or something named: no number, no clause, no average."""
    return word.isalpha() and word not in CARDINALS and word not in _NO_NAMES


_STOPS = frozenset(",.;:!?")
_NO_NAMES = word_set("""
    vad så det den de hundra tusen en ett snittet medel medelvärdet genomsnittet medianen hälften budget budgeterat
    what so that it a an one half average the hundred tidigare förut förra i under
""")
_NONE = word_set("ingen inga no none nobody")
_SO = word_set("så as so")
_LITTLE = word_set("lite litet liten lågt låg små få little low small few")
_PLENTY = word_set("mycket mkt stort stor högt hög många much high large big many")
_EVERY, _OTHERS = word_set("alla samtliga all every"), word_set("andra övriga other others the")


def _way(comparative: str) -> str:
    """The cue of a comparative."""
    return "less_than" if comparative in _LESS or comparative in _LESSER else "more_than"


def _set_beside(index: Sequence[int], norms: Sequence[str]) -> list[Cue]:
    """A comparative without "än" in a statement: "mer pengar 2025 jämfört med 2024", "jämfört med Kalmar … lägre"."""
    beside = next((at for at, norm in enumerate(norms) if norm in _BESIDE), None)
    if beside is None or not _THAN.isdisjoint(norms) or not _ASKS_BESIDE.isdisjoint(norms):
        return []
    told = {_way(norm) for norm in norms if norm in _EITHER or norm in _LESSER}
    return [Cue(told.pop(), index[beside], index[beside] + 1)] if len(told) == 1 else []


_BESIDE = word_set("jämfört jämförelse förhållande gentemot compared relative")
_ASKS_BESIDE = _ASKED_BEHIND | word_set(
    "hur how varför why när when eller or jämför compare skillnad skillnaden difference"
)


_DIVIDED_AWAY = ("sum", "ratio", "compare", "how_many", "list", "share", "more_than", "those", "that")
"""Cues whose words may only say what is divided by: "i förhållande till antalet invånare" asks for no number of them."""


def _with_division(found: list[Cue], index: Sequence[int], norms: Sequence[str]) -> list[Cue]:
    """The cues with those of a division, and without those that only its words seemed to be."""
    parted = division(norms)
    if parted is None:
        return found
    start, end = index[parted.start], index[parted.end - 1] + 1
    root_at = index[parted.root]
    if not parted.by_people:
        found = [cue for cue in found if cue.id != "sum" or not root_at <= cue.start < end]  # "delat på varandra"
        return [*found, Cue("ratio", start, end), Cue("divided", start, end)]
    root = index[parted.root]

    def stands(cue: Cue) -> bool:
        inside = cue.start == root or start - 1 <= cue.start < end
        return cue.id not in _DIVIDED_AWAY or not inside

    own = [Cue("per_capita", root, root + 1), Cue("per_capita", start, end)]
    return [*filter(stands, found), *own]
