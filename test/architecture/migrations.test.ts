/**
 * Landed migrations are frozen: data directories out there have run them, and what they ran is what must stand here. A
 * change of the schema is a new migration with a number of its own.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** SHA-256 of every migration that has landed, in their order. */
const landed: Readonly<Record<string, string>> = {
  '0000_tables': '10560d855e1092dd0335f84065948ad9c321cd1eb4cc73d577a889bff67cd28a',
  '0001_security': 'e11948b16978c912a2c93412132b544c182c81f88cec2353f108a82693b50d91',
  '0002_import_files': '75b393807af4c059816d1fbb04c1a4b1f7042c639fa5130d3d8b1db29707c221',
  '0003_meetings': '9db6996e8904dcdc6f0ed50f1d5fd07feef8133eb867ac36076f80fd9eae2ec7',
  '0004_books': '1aafede05ef104598ef5bdd91f510bc6934f78258d9f845fda2bc868663b7a56',
  '0005_money': '766131cac80fbcaf239bf9b6a619a786c0d539e1b19e8829c971fcae574f7a9c',
  '0006_bank': '713ec03677e467b39f2b676760a175aaf6fa672c761fd433437b26943509ca53',
  '0009_installation': '7149b96c76a5d55c9fd53c485a096753494a661c76d5ba1c96428b1f521b09c8',
  '0010_lookups': 'faee84958cd59e9d6ed703860df7a5c6bacc6ccc365bd2568f21006dca18e6d1',
  '0011_law': 'f99526770e107a5d0ad28525a96fa654525f47a4c6b63da7421f66c980b924ed',
  '0012_books': '342d0db53089010023dfded519d30e196d77f1f158ba3a49b3fd79dec5b92776',
  '0013_runs': '90ebaa179ce21e5e1d5eb753aadc4aa742f10020681e786f770bd19b432797ed',
  '0014_payee_accounts': '9a626cab2b08d8207752feb374b070553e7ce32af0c69d1ec01aa81bdc192a6c',
  '0015_decisions': '72da54a886fdd394fff2cdd2cee4c3af8de53288eb87fd4217b8a7ff23c3acc3',
  '0016_bodies': 'f28c0169a15af0f5875960a4b6767417118e158d92755d66a141024e180a151c',
  '0017_people': '990be306686ecc0eef4a0acb81cf6fd639078eb54716078d736513f0281f1829',
  '0018_legality': 'a35fbef0197882c811177db3000a50ff525392fe1794abc8eb8c743874e3d23a',
  '0019_withholding': '0d5e039f93e301b4d252f4b083e1693790a1cbfd06f721db57cc94cd939dbfea',
  '0020_second_hands': 'ed18981b9a655838682ee7ed3cd8aed4daa43b696f4464d967313129bda44791',
  '0021_place': 'f17a01f137cfbf5759769066d4b2281b886a89f98126a819e3da0bc68c21a617',
  '0022_two_people': 'bb669e4f6bb91c3812340017534788a6d172723fb9f949ae8e270fc8a2f7410d',
  '0023_imports': '2d49d660aaad68f61b100223577961a8b19cf07c23b57f27425c8f094cf8c223',
  '0024_personal_data': 'a1a592d1dbcf98e1317cba6010ade5f0b8f4a3b4d07aa681bb92c0948564bcd5',
  '0026_members_and_shares': 'bab443699a68ceec15771b797f45a443c74da90a895f4796cc1e469faa5ef739',
  '0027_written_before': '9555862ed185a095662aca53ea082908461a5d76c54112fa7af9468fbb3d8799',
  '0028_sign_in': '735d26dcb70d2ba09ec5600d20529527ae5ca67b4de2ee4a9f44d26974f6b9ae',
  '0030_who_read': '856bbca3d79bf116bef2a4ce9e2690c4a9246b3ed4fdde2c02a7a1768fb88247',
  '0031_outside_holders': '0ba7668dcb2590d82f095882dc51222caccf5ddacf949b70d5c552b570128ef6',
  '0032_after_a_death': '955f3a2acbffc71cb2fd6025f969844bbbac50023306fe55d5342aec023b531a',
  '0035_ended_and_before': '81167c1a3f901130f4d9ea0f26a6afc1c588edaddaf176e788afcdc82a06ef5b',
  '0036_membership_by_two': '82d123afba5d4f4978d79e7dea0634eee8416fdd823c785760916d692024f202',
  '0037_decided_by_two': 'e87d6c44958e046f847f79fc466e7047a13a1e70f717bb9f8410baee72e62d34',
  '0038_voted_once': 'b8a9d84272e69cf096ca2e0d0cb126422f718c2a1854bfd272ed1c777ebe434f',
  '0039_settings': '2d5c0b8bebd36bc502db609578643e7b9339b90844040063430f04a663cbb25f',
  '0040_who_may': '9b64a73f15794569ef85063f343f81360a65060bd7d3989c03dceec7f7f4a28e',
  '0041_portal_and_retention': '2f42917a0ac9e2f9af2cb7210132ff1e69a3a65a2ec2a36ec7328cc7239df076',
  '0043_mandates': '98642e6ae50253368dee7587c1b4dbc57c3cc0a3072e88289aa0ce6d0edc377d',
  '0044_heads_by_two': 'e11ca6dd96951f5dd2000384e582c9429f7366c25f51a0ab0083a0c4082a6835',
  '0049_of_the_dead': '84ef21f4c55b6f0c83899afe55f7acd9ff957584563a54de340ed97b44e911ef',
  '0050_ended_by_two': '89f8c042bc33e5580c8260cc12f4a7f2c99a30054eca3ab7a5f7f449ba6d6b5e',
  '0051_deaths_confirmed': 'b71bc4a117b60034b8c57452218886753a95465f4c6a9883f2ba72fc8bf3ab41',
  '0052_bound_by_two': '1e961e1e2ff3d4974075a5ac65c9e2657eefe2b05ab2e5b549a60cb0e9dcc553',
  '0053_objection_of_member': 'f26b24c02ca3c56f1a2e8474c379c0f82b26772fb3193051a56abdc8cdf25502',
  '0054_placed_by_two': '4d6d5114eea039ca239ea86d1ce47a32aaaf46b9faca022f8b57bff9c3c0d558',
  '0055_by_content': '5477f19ebc3785ce40c1792e484c6e345a5ee317ff83ab55b6ecdacee3272c0f',
  '0056_closed_goes_on': '40dd9c6ba37c6662e95679ad961f2a832893191ae5bf3c1e5933c345f304cea8',
  '0057_who_an_account_is': '5bf24f73b5fd3af66833ab8432e1f42bb23a0131d86004f4b397aaa87612d465',
  '0058_by_hand': 'fd10015a27f916076004868edc995eb2004851e31346be68e3919a0f9146f2db',
  '0059_undone_by_two': '0f5b9f537dc9655cb3ea8709767de6d704bfaefbc9fbbd6dc490830a6470f1a2',
  '0060_returned_by_two': 'abd3269b2446ff129de83550c212cec04e4b95d9e96b86ebc2e48a6243b23cb8',
  '0061_proofs_looked_at': '88123f30b6a19100a6c21ced6711c50c37fa46e35efd6fc2356633eb0c3a316f',
  '0062_kept_out_and_strangers': '3313453f51aec8e83079a8878ebc86de0667aae8fb28406e55c0d0309436fc3b',
  '0063_charged_to_holders': '0118fc9741b2f328354c41f348bb7f10c830d0a7b1345ee57ee54ff8ea5af03f',
  '0065_factor_beside': 'cf63134927fdd5a088d87722097e9d08d49356fe92ecb688f4064b8ada7883ea',
  '0069_what_was_read': 'c470a2510a8add673e6f9d51821473d547c21500245ac30a84650a059d1e1fa8',
  '0071_portal_codes': 'ed616739b9dff0a318a5255b623b343db787117612a3b3461b55744de099a7c4',
  '0072_portal_meetings': 'de379951cfeb123c7d3507c54b9220a63c2916217722e762e2ef8576012876c9',
  '0076_row_digests': '165dbe597be7db80adcc509033fc363bec1efe291898b5c3b4162b8f5c6427a1',
  '0077_platform_chain': '01bf2b80a9984549bc57613380202df03db19513b543895cda3790c3fd1fa306',
  '0078_returns_looked_at': 'ebba5540cb46e08aca9b9470de5101a5504166e51149cb6a2f93e34bba753979',
  '0079_posted_again': '0f4a591ddfa866035088ae7d8bfb575bd093daae81b2ff5dc7e14d1684a57f49',
  '0080_voted_meetings': 'ea6200b98ddeb5a8a160a2498e3f9b6cbf00ac84dae1f7f2d0c7e2b5fffe94b6',
  '0081_meeting_in_english': 'a18ea91c258e1b2e42a9f06f5dcce3a4211f335887187728e67137d60f2af5c4',
  '0082_named_and_chosen': '5b2492918177a064d846899dab55dd68657fea35ead552006bae19d29a73cf85',
  '0088_papers_in_portal': 'b035644780fb2af46fe4931b7cc2c7496136e4c3f08a85ef9d1d0148ea470141',
  '0089_findings_answered': 'de1810e06f2443e2eb093cb4cbd747c0735273485d7792cccd17cb823f7a246c',
  '0092_answers_taken_back': 'b9dc592d73199807230a9e33cc90453ac9dd832dd425a28491b611b3c05d39cf',
  '0093_not_by_reopener': 'abd1241e070c08777e5e3a222aa2f7e5d57509dfe74fba1667e7209284bfbacf',
  '0096_paid_together': '6e6896200fa8e36a6316d1243b945b950332e8a2c8cc2155482d9a2922e11882',
  '0097_bank_samples': '0cfcc67e271ca8794eba08ab8908c727d18b7f891714735eeaf35593922fdc42',
  '0099_member_messages': '597941463712d1667c58f2dd4617e700b8723e0b0478a5536d7c0b3cda4a8c7d',
  '0100_secret_ballots': 'ca5702e57f0e0f01ec9ae1c35544b523afa2aa2701f481de145734190f06120d',
  '0102_late_returns_taken_back': '43273a36deee91c16fda02cf37d83f52e8d6614cfb78ac17427c92544aec4c6f',
  '0103_withdrawn_by_two': '093cfd44ea3484c8fc50dd19c0663d3b3fe94f0589c3fced5cf6a3adbddfca88',
  '0104_own_rows_by_index': 'eb5abe5fcee9bb111f028ec6c6a980f67aef9e7ce9db90ef2e6a16a7224c2728',
  '0105_one_word_more': 'ac5fb8e8c81966ece8c840f77696a2e86223bc41103044ddf33147551647dfab',
  '0110_plans_within_books': '0feb2924816cd0bfd9ed7cf5296d47c63ca9d9cffb154ca68b9df910b0320f00',
  '0112_decided_in_their_term': '8eec4f2a5921a67ac666191205b5d6c333afb636ef940dfff32803ef550f4cf0',
  '0113_members_decided_today': '1cfe244b3e9d87d456951fff2590910fb872c1764ac28ab30fff9ffb7ca78a15',
  '0114_founders_and_clock': '4164c030dc54dc81eb916c5fa16a07a49750d52f742aa4e7af3e1f48ae99d5d1',
  '0117_entered_by_who_confirmed': '53ab9f83343e6e6b055811ab929e2fc44ff76ae6e66c1d725c92458ba1228567',
  '0119_moved_books': '857d9945ab5f726e85fbd4667b6966dbc15ddc321a9cc1bd8c30e6a4a33feef2',
  '0122_asked_less_before': 'ef39b6ca1c6b47bf790b105a04c96a8881bae1848c6105d5c4d11d0ae35cbd4f',
  '0130_votes_as_everybody_sees': 'bdee07bb9778f7f58b91ee714c81bc95a9d2bb16b7794812086bb74ea6d8a0e6',
  '0134_the_dead_sign_in_no_more': 'ee4f3316e7db7edbb7ecef043bd4fed57f7848b2550fb078fefc9bc21cf2ede9',
  '0135_whence_shares_came': 'a24869ecabaf37751fadfbe150a001b975b4a9aa291ac761090024bb75cd4150',
  '0138_moved_on': 'fdbf67b787dc7d263d84c3504ee92fb344a02068bf147b9f894290cddc942514',
  '0145_judged_less_before': 'ed6cfe410dacdd279cbe512929811d8ce605625fbc795c5fd034c06ad606cda1',
  '0149_told_of_a_notice': '9c91ef8295ef59385369bc2f2968c6b2448342c4b758442f91e6e5e52a87d459',
  '0153_remitted_by_two': '756b8d7240dd54886b648688486f9d3187886633f9154951814cc301c334fd52',
  '0154_last_days_kept': 'a594afbf70f7bbc2c9b31d8cb6e3dcbffbfaae11839959b1905baee87c6866b7',
  '0155_law_of_the_place_asked': '0d9ca7c15404d4b77da74a8542a0fcf7ea30158424dd80d849a802385e1f63ac',
  '0160_sessions_sealed': 'd48bc72c9f0c462b899e3fb2a01784272f96eae4a19d717402e1a85a8916f61b',
  '0161_came_back': '4437559e60cef04386b845945029d4f4293539d1169f6666e81795de9817824f',
  '0167_reports_of_a_board': 'af5c028b104e34f0cd160033c0039b1e99cd168de720805ea1f8b87ba0679456',
  '0170_minutes_by_two': '0c6e279fd68a0b0c77237ee4011caa993009899f919930210b423c1d8957d309',
  '0180_months_wait_for_remittances': '519ab09cd72655c0c5d902ac8569d90a51b780a3c3dbe56001cab165582b5632',
  '0185_seat_ended_told': 'a4dacdb18f6794a9eaf6f266d10065783f16df7274da1c6356f198f2ff9e1f90',
  '0186_takers_asked': '5956cd8755d79c659d14a8e263d2dc301ade447e506006f0a49c4053abcfb36c',
  '0187_votes_taken_out': '61873d0e4bf0e8f9dcf935c29658c945ea38d3f6ec7ce21011bf87473f10a97e',
  '0190_sealed_between': 'eefe35da4b372bf5d2a8b176a2827298c9986fa079ffbf8734454b414af74f78',
  '0195_set_by_two': 'dbf71d001397275d688aa0879eb68c90b2b7c63d282af451f13ac0d79fcb79d5',
  '0200_money_asked_after': 'a15f3449ad91fc37485d7a5a09a902b59cde605bf98dbc30b38cd773626c41fd',
  '0205_told_of_a_withdrawal': '3f1e8c13909b22c2e5e39daac1cb58271364b7d5fff8f5773d0a96b97d85b308',
  '0206_what_waits_unsealed': '132b701edb3215b6b26ee3ccbca70db60f1913a06e9217ef1c9ef7cdef97bfb5',
  '0210_rules_of_their_own_decision': '5b416754bfb8f5ad52f271249759fa78f8c57e8ad826d1f17974fc2f08371a5a',
  '0211_packs_of_who_votes_there': 'cda02768837d4617e9934965a35db0d86a17d00fd2b86f510f197cb8b2d5c95b',
  '0225_called_stands': '8ccac319ef0814b4b11163c1ecc07eaf1e67ee14fa434af8372671b12f5d97c4',
  '0226_paid_on_by_two': 'adf380bbca6639560e316cc943d0eeed65144d00ca54f087d6967dc092beaae7',
  '0227_pensions_decided': '8bc27b860e8423d5cdd3c69df4e7874feab193f2a7aa377fa0eba536caf2b291',
  '0228_books_opened': 'ae7c9f7af71af480535785c8bc635b917983226142d3b36387168e1a9fabfee6',
  '0229_kept_out_by_two': '46edc53b3df525d5e64382ac3dba64acab4bea3a7efa78fcaaef6bb159e3efee',
  '0245_no_more_than_is_read': '03179f9c08460b96cb2535e0664facc09c4b5549743439ce40ccffaad893147f',
  '0250_told_who_was_let_in': '34a9d5b27a9c9bc4b14cebb5604c004dbb9d7ad3414b961bad221fd70e44b957',
  '0255_told_outside_sealed': '771cae06e50d24248d862cb32538ca295f0c5949f2bf6474ab1048ee8fa45981',
  '0215_waiting_by_number': '4b1241aaf2d783d7bee4769a8e7935b9ad68cbc9af8728546e6fb8c0a0f2e2ee',
  '0216_own_suspensions': '182d20835efc3c6b19fdade39fe12523dc9363f58ae056c5b5e1c7f5fab9d62e',
};

interface JournalEntry {
  readonly idx: number;
  readonly when: number;
  readonly tag: string;
}

const journal = JSON.parse(readFileSync(join('drizzle', 'meta', '_journal.json'), 'utf8')) as {
  readonly entries: readonly JournalEntry[];
};
const files = readdirSync('drizzle')
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.slice(0, -'.sql'.length))
  .sort();
const hashOf = (tag: string) =>
  createHash('sha256')
    .update(readFileSync(join('drizzle', `${tag}.sql`)))
    .digest('hex');

describe('A landed migration', () => {
  it.each(Object.entries(landed))('%s is what it was when it landed', (tag, hash) => {
    expect(
      files.includes(tag) && hashOf(tag),
      `drizzle/${tag}.sql has landed and is never edited, renamed or removed: databases have run it. ` +
        'Restore it, and say what should change in a new migration.',
    ).toBe(hash);
  });
});

describe('Every migration', () => {
  it.each(files)('%s is in the list of those that have landed', (tag) => {
    expect(
      tag in landed,
      `drizzle/${tag}.sql is new. Once it is what shall land, add this line to the list in this test:\n` +
        `  '${tag}': '${hashOf(tag)}',`,
    ).toBe(true);
  });

  it('is in the journal, in the order of the numbers, each later than the one before', () => {
    expect(journal.entries.map(({ tag }) => tag)).toEqual(files);
    expect(new Set(files.map((tag) => tag.slice(0, 4))).size).toBe(files.length);
    // The runner skips what is not later than the last one it ran, without a word.
    const moments = journal.entries.map(({ when }) => when);
    expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
  });
});
