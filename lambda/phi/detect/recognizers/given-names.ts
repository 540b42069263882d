/**
 * Given names that are common in the United States, as far as they are hardly anything else: no month,
 * virtue, flower, place or eponym of medicine. https://www.ssa.gov/oact/babynames/decades/
 */
export const GIVEN_NAMES = `
  aaron abigail adam adrian agnes alan albert alejandro alex alexander alexandra alexis alfred alice alicia
  alison allison amanda amber amelia amy ana andrea andrew angela angelica anita ann anna anne annette annie
  anthony antonio arlene arthur ashley audrey barbara benjamin bernard bernice beth betty beverly billy
  bobby bonnie bradley brandon brenda brent brian brianna bridget bruce bryan caitlin calvin cameron
  carl carla carlos carmen carol caroline carolyn catherine cathy cecilia cesar charlene charles
  charlie cheryl chloe chris christina christine christopher cindy claire clara clarence claudia clifford
  clyde colleen connie corey courtney craig crystal curtis cynthia daisy daniel danielle danny darlene
  darrell darren david deborah debra denise dennis derek diana diane diego dolores donald donna
  doris dorothy douglas dustin dwight dylan edgar edith eduardo edward edwin eileen elaine eleanor elena
  eli elijah elizabeth ella ellen elsie emily emma enrique eric erica erik erin ernest esther ethan
  eugene eva evan evelyn fernando florence frances francis francisco frank franklin frederick gabriel
  gabriela gail gary genevieve george gerald geraldine gilbert gladys glen glenda glenn gloria gordon
  greg gregory guillermo hannah harold harriet harry harvey heather hector helen henry herbert herman
  holly howard ian irene isaac isabel isabella ivan jack jackie jacob jacqueline jaime jake james jamie
  jane janet janice jared jasmine jason javier jay jean jeanette jeanne jeff jeffrey jenna jennifer jenny jeremy
  jerome jerry jesse jessica jesus jill jim jimmy joan joanna joanne joe joel john johnny jon jonathan
  jorge jose joseph josephine joshua joyce juan juanita judith judy julia julian julie justin kaitlyn
  karen karl katherine kathleen kathryn kathy katie kayla keith kelsey kenneth kevin kimberly kristen
  kristin kristina kyle larry laura lauren laurie lawrence leah lee leo leon leonard leroy leslie lewis liam
  lillian linda lindsay lindsey lisa lloyd lois loretta lori lorraine louis louise lucas lucille lucy luis lydia
  lynn madeline manuel marc marcia marcus margaret maria mariah marie marilyn mario marion marjorie
  marlene marsha martha marvin mary mateo matthew maureen maurice megan melanie melinda
  melissa melvin mercedes mia michael michele michelle miguel mike mildred mindy miriam mitchell molly
  monica monique morgan nancy naomi natalie natasha nathan nathaniel nicholas nicole nina noah nora norma
  norman olivia omar oscar owen pamela patricia patrick paul paula pauline pedro peggy peter philip phillip
  phyllis rachel rafael ralph ramon randall randy raul raymond rebecca regina renee rhonda ricardo richard
  ricky rita robert roberta roberto rodney roger roland ronald ronnie rosa rosemary roy ruben russell
  ruth ryan sabrina sally samantha samuel sandra sara sarah scott sean sebastian sergio seth shane shannon
  sharon shawn sheila shelly sherri sherry shirley sofia sonia sophia sophie stacey stacy stanley stephanie
  stephen steve steven stuart sue susan suzanne sylvia tamara tammy tanya tara taylor teresa terrance
  thelma theodore theresa thomas tiffany tim timothy tina todd tom tommy tony tonya tracy travis trevor tyler
  tyrone valerie vanessa vernon veronica vicki vickie victor victoria vincent vivian wallace walter wanda
  warren wayne wendy wesley whitney william willie wilma yolanda yvonne zachary zoe
`;
