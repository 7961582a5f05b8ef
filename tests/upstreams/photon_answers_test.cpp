#include "upstreams/photon/photon_answers.hpp"

#include <gtest/gtest.h>

#include "upstreams/indexer_harness.hpp"

namespace burner::upstreams {
namespace {

using assets::CompressedTokenAccount;
using assets::Hash;
using assets::TreeType;

std::string slot_answer(std::string_view value) {
    return fmt::format(R"({{"jsonrpc":"2.0","result":{{"context":{{"slot":77}},"value":{}}},"id":1}})", value);
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    if (at == std::string::npos) throw std::logic_error(fmt::format("no {} to replace", from));
    return text.replace(at, from.size(), to);
}

std::string context_json() {
    return fmt::format(R"({{"treeType":3,"tree":"{}","queue":"{}","cpiContext":null,"nextTreeContext":null}})",
                       text_of_key(4), text_of_key(5));
}

/// An account in the shape of Photon's V2 answers.
std::string item() {
    return fmt::format(
        R"({{"account":{{"hash":"{}","address":null,"data":{{"discriminator":18446744073709551615,"data":"AQI=","dataHash":"{}"}},"owner":"{}","lamports":7,"leafIndex":4294967295,"seq":null,"slotCreated":5,"proveByIndex":true,"merkleContext":{}}},"tokenData":{{"mint":"{}","owner":"{}","amount":18446744073709551615,"delegate":null,"state":"initialized","tlv":null}}}})",
        text_of_key(1), text_of_key(2), text_of_key(3), context_json(), text_of_key(6), text_of_key(7));
}

CompressedTokenAccount expected_account() {
    CompressedTokenAccount account;
    account.hash = key_of(1).bytes;
    account.place = {key_of(4), key_of(5), TreeType::state_v2, 4'294'967'295U};
    account.prove_by_index = true;
    account.program = key_of(3);
    account.lamports = {7};
    account.discriminator = 18'446'744'073'709'551'615U;
    account.owner = key_of(7);
    account.mint = key_of(6);
    account.amount = 18'446'744'073'709'551'615U;
    return account;
}

Reply<assets::CompressedTokenPage> page_of(std::string_view items, std::string_view more = "") {
    PhotonAnswerReader reader;
    std::string body = slot_answer(fmt::format(R"({{"items":[{}]{}}})", items, more));
    return reader.token_accounts(body, 1, key_of(7));
}

TEST(CompressedTokensAnswer, IsReadToTheLastBit) {
    const auto page = page_of(item());
    ASSERT_TRUE(page);
    EXPECT_EQ(page->slot, 77U);
    EXPECT_FALSE(page->next);
    ASSERT_EQ(page->accounts.size(), 1U);
    EXPECT_EQ(page->accounts[0], expected_account());
}

TEST(CompressedTokensAnswer, HoldsWhatAnAccountMayHaveBeside) {
    std::string full = changed(item(), R"("seq":null)", R"("seq":9007199254740993)");
    full = changed(full, R"("delegate":null)", fmt::format(R"("delegate":"{}")", text_of_key(8)));
    full = changed(full, "initialized", "frozen");
    full = changed(full, R"("tlv":null)", R"("tlv":"AQID")");
    full = changed(full, R"("treeType":3)", R"("treeType":0)");
    const auto page = page_of(full, R"(,"cursor":"next")");
    ASSERT_TRUE(page);
    CompressedTokenAccount expected = expected_account();
    expected.seq = 9'007'199'254'740'993U;
    expected.delegate = key_of(8);
    expected.is_frozen = true;
    expected.tlv = {1, 2, 3};
    expected.place.type.reset();
    EXPECT_EQ(page->accounts.at(0), expected);
    EXPECT_EQ(page->next, "next");
}

TEST(CompressedTokensAnswer, EndsWithoutACursor) {
    for (const std::string_view end : {"", R"(,"cursor":null)", R"(,"cursor":"")"}) {
        const auto page = page_of("", end);
        ASSERT_TRUE(page) << end;
        EXPECT_FALSE(page->next);
    }
}

TEST(CompressedTokensAnswer, RefusesWhatIsNoAccountOfTheOwner) {
    const std::pair<std::string, std::string> cases[] = {
        {R"("amount":18446744073709551615)", R"("amount":18446744073709551616)"},
        {R"("amount":18446744073709551615)", R"("amount":"5")"},
        {R"("amount":18446744073709551615)", R"("amount":5.0)"},
        {R"("amount":18446744073709551615)", R"("amount":-1)"},
        {R"("amount":18446744073709551615)", R"("amount":1,"amount":1)"},
        {R"("amount":18446744073709551615,)", ""},
        {R"("lamports":7)", R"("lamports":1152921504606846976)"},
        {R"("lamports":7,)", ""},
        {R"("leafIndex":4294967295)", R"("leafIndex":4294967296)"},
        {R"("discriminator":18446744073709551615)", R"("discriminator":null)"},
        {R"({"discriminator":18446744073709551615,"data":"AQI=",)", R"({"data":"AQI=",)"},
        {R"("state":"initialized")", R"("state":"Frozen")"},
        {R"("state":"initialized")", R"("state":0)"},
        {R"("state":"initialized",)", ""},
        {R"("tlv":null)", R"("tlv":"=")"},
        {R"("tlv":null)", R"("tlv":[1])"},
        {R"("delegate":null)", R"("delegate":"")"},
        {R"("seq":null)", R"("seq":"1")"},
        {R"("proveByIndex":true)", R"("proveByIndex":1)"},
        {R"("proveByIndex":true,)", ""},
        {R"("treeType":3)", R"("treeType":5)"},
        {R"("treeType":3,)", ""},
        {fmt::format(R"("tree":"{}")", text_of_key(4)), R"("tree":"x")"},
        {fmt::format(R"("queue":"{}")", text_of_key(5)), R"("queue":null)"},
        {fmt::format(R"("hash":"{}")", text_of_key(1)), R"("hash":"1111")"},
        {fmt::format(R"("owner":"{}","amount")", text_of_key(7)),
         fmt::format(R"("owner":"{}","amount")", text_of_key(8))},
        {R"("tokenData":{)", R"("token":{)"},
        {R"("account":{)", R"("accounts":{)"},
    };
    for (const auto& [from, to] : cases) EXPECT_FALSE(page_of(changed(item(), from, to))) << from << " -> " << to;
    for (const std::string_view bad : {"null", "7", "{}"}) EXPECT_FALSE(page_of(bad)) << bad;
    EXPECT_FALSE(page_of("", R"(,"items":[])"));
    EXPECT_FALSE(page_of("", R"(,"cursor":7)"));
    EXPECT_FALSE(page_of("", fmt::format(R"(,"cursor":"{}")", std::string(4097, 'x'))));
}

TEST(CompressedTokensAnswer, HasABoundOnItsPage) {
    std::string items = item();
    for (int i = 1; i < 1'000; ++i) items += ',' + item();
    EXPECT_TRUE(page_of(items));
    EXPECT_FALSE(page_of(items + ',' + item()));
}

TEST(CompressedTokensAnswer, OfTheFirstVersionKnowsTheTreeOnly) {
    const std::string first = fmt::format(
        R"({{"account":{{"hash":"{}","data":{{"discriminator":2,"data":"","dataHash":"{}"}},"owner":"{}","lamports":0,"tree":"{}","leafIndex":9,"seq":5,"slotCreated":1}},"tokenData":{{"mint":"{}","owner":"{}","amount":3,"state":"frozen"}}}})",
        text_of_key(1), text_of_key(2), text_of_key(3), text_of_key(4), text_of_key(6), text_of_key(7));
    PhotonAnswerReader reader;
    std::string body = slot_answer(fmt::format(R"({{"items":[{}]}})", first));
    const auto page = reader.token_accounts_v1(body, 1, key_of(7));
    ASSERT_TRUE(page);
    const CompressedTokenAccount& account = page->accounts.at(0);
    EXPECT_EQ(account.place, (assets::TreePlace{key_of(4), std::nullopt, std::nullopt, 9}));
    EXPECT_FALSE(account.prove_by_index);
    EXPECT_TRUE(account.is_frozen);
    EXPECT_EQ(account.discriminator, 2U);
    body = slot_answer(fmt::format(R"({{"items":[{}]}})", first));
    EXPECT_FALSE(reader.token_accounts(body, 1, key_of(7)));
    body = slot_answer(fmt::format(R"({{"items":[{}]}})", item()));
    EXPECT_FALSE(reader.token_accounts_v1(body, 1, key_of(7)));
}

std::string byte_list(std::size_t size, int byte) {
    std::string out = fmt::format("[{}", byte);
    for (std::size_t i = 1; i < size; ++i) out += fmt::format(",{}", byte);
    return out + ']';
}

std::string proof_json() {
    return fmt::format(R"({{"a":{},"b":{},"c":{}}})", byte_list(32, 255), byte_list(64, 0), byte_list(32, 7));
}

std::string proven(std::uint8_t hash, bool by_index) {
    return fmt::format(
        R"({{"hash":"{}","root":"{}","rootIndex":{{"rootIndex":{},"proveByIndex":{}}},"leafIndex":9,"merkleContext":{}}})",
        text_of_key(hash), by_index ? "" : text_of_key(9), by_index ? 0 : 65'535, by_index, context_json());
}

const std::vector<Hash> hashes{key_of(1).bytes, key_of(2).bytes};

bool takes(std::string_view value) {
    PhotonAnswerReader reader;
    std::string body = slot_answer(value);
    return reader.validity_proof(body, 1, hashes).has_value();
}

TEST(ValidityProofAnswer, ProvesTheAccountsInTheirOrder) {
    PhotonAnswerReader reader;
    std::string body = slot_answer(fmt::format(R"({{"compressedProof":{},"accounts":[{},{}],"addresses":[]}})",
                                               proof_json(), proven(1, false), proven(2, true)));
    const auto reply = reader.validity_proof(body, 1, hashes);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->slot, 77U);
    assets::CompressedProof proof;
    proof.a.fill(255);
    proof.c.fill(7);
    EXPECT_EQ(reply->proof, proof);
    const assets::TreePlace place{key_of(4), key_of(5), TreeType::state_v2, 9};
    EXPECT_EQ(reply->accounts,
              (std::vector<assets::ProvenAccount>{{hashes[0], place, false, 65'535}, {hashes[1], place, true, 0}}));
}

TEST(ValidityProofAnswer, IsNotNeededByIndexOnly) {
    const std::string accounts = fmt::format(R"("accounts":[{},{}])", proven(1, true), proven(2, true));
    EXPECT_TRUE(takes(fmt::format(R"({{"compressedProof":null,{}}})", accounts)));
    EXPECT_TRUE(takes(fmt::format(R"({{{}}})", accounts)));
    EXPECT_FALSE(takes(fmt::format(R"({{"accounts":[{},{}]}})", proven(1, true), proven(2, false))));
}

TEST(ValidityProofAnswer, RefusesWhatProvesSomethingElse) {
    const auto with = [](std::string_view proof, const std::string& accounts) {
        return takes(fmt::format(R"({{"compressedProof":{},"accounts":[{}]}})", proof, accounts));
    };
    const std::string both = proven(1, false) + ',' + proven(2, false);
    EXPECT_TRUE(with(proof_json(), both));
    EXPECT_FALSE(with(proof_json(), proven(1, false)));
    EXPECT_FALSE(with(proof_json(), proven(2, false) + ',' + proven(1, false)));
    EXPECT_FALSE(with(proof_json(), both + ',' + proven(3, false)));
    EXPECT_FALSE(with(proof_json(), changed(both, "65535", "65536")));
    EXPECT_FALSE(with(proof_json(), changed(both, R"("proveByIndex":false)", R"("proveByIndex":null)")));
    EXPECT_FALSE(with(proof_json(), changed(both, R"("leafIndex":9)", R"("leafIndex":-9)")));
    EXPECT_FALSE(with(changed(proof_json(), "255", "256"), both));
    EXPECT_FALSE(with(changed(proof_json(), "[255,", "["), both));
    EXPECT_FALSE(with(changed(proof_json(), "[255,", "[255,255,"), both));
    EXPECT_FALSE(with(changed(proof_json(), R"("c")", R"("b")"), both));
    EXPECT_FALSE(with("[]", both));
    EXPECT_FALSE(takes(fmt::format(R"({{"compressedProof":{}}})", proof_json())));
    EXPECT_FALSE(takes("null"));
}

TEST(ValidityProofAnswer, OfTheFirstVersionComesInColumns) {
    const std::string columns = fmt::format(
        R"("roots":["{2}","{2}"],"rootIndices":[5,6],"leafIndices":[7,8],"leaves":["{0}","{1}"],"merkleTrees":["{2}","{3}"])",
        text_of_key(1), text_of_key(2), text_of_key(3), text_of_key(4));
    PhotonAnswerReader reader;
    const auto read = [&](const std::string& text, std::string_view proof) {
        std::string body = slot_answer(fmt::format(R"({{"compressedProof":{},{}}})", proof, text));
        return reader.validity_proof_v1(body, 1, hashes);
    };
    const auto reply = read(columns, proof_json());
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->accounts, (std::vector<assets::ProvenAccount>{{hashes[0], {key_of(3), {}, {}, 7}, false, 5},
                                                                   {hashes[1], {key_of(4), {}, {}, 8}, false, 6}}));
    EXPECT_FALSE(read(columns, "null"));
    EXPECT_FALSE(read(changed(columns, "[5,6]", "[5]"), proof_json()));
    EXPECT_FALSE(read(changed(columns, "[5,6]", "[5,6,7]"), proof_json()));
    EXPECT_FALSE(read(changed(columns, "[7,8]", R"([7,"8"])"), proof_json()));
    EXPECT_FALSE(read(changed(columns, R"("leaves")", R"("leafs")"), proof_json()));
    EXPECT_FALSE(read(changed(columns, text_of_key(1), text_of_key(2)), proof_json()));
}

}  // namespace
}  // namespace burner::upstreams
