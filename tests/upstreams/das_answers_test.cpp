#include "upstreams/das/das_answers.hpp"

#include <gtest/gtest.h>

#include "upstreams/indexer_harness.hpp"

namespace burner::upstreams {
namespace {

TEST(DasAssetsAnswer, TellsWhatPageItIs) {
    DasAnswerReader reader;
    std::string body = answer(fmt::format(
        R"({{"total":3,"limit":"50","cursor":"abc","items":[null,{}],"errors":[{{"id":"x","error":"y"}}]}})",
        with_id(2, "")));
    const auto reply = reader.assets(body, 1);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->page.entries, 3U);
    EXPECT_EQ(reply->page.limit, 50U);
    EXPECT_EQ(reply->page.cursor, "abc");
    EXPECT_EQ(reply->page.first, key_of(2));
}

TEST(DasAssetsAnswer, IsRefusedWithoutAList) {
    DasAnswerReader reader;
    for (const std::string_view bad :
         {"null", "[]", "{}", R"({"items":null})", R"({"items":{}})", R"({"items":[],"items":[]})",
          R"({"items":[],"cursor":"a","cursor":"b"})", R"({"items":[)", R"({"items":[{"id":)", R"({"items":[{]})"}) {
        std::string body = answer(bad);
        EXPECT_FALSE(reader.assets(body, 1)) << bad;
    }
}

TEST(DasBatchAnswer, HoldsWhatIsKnown) {
    DasAnswerReader reader;
    std::string body = answer(fmt::format(R"([null,{},{},{{}}])", with_id(2, R"(,"burnt":true)"), with_id(2, "")));
    const auto reply = reader.asset_batch(body, 1);
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->size(), 1U);
    EXPECT_TRUE(reply->at(key_of(2)).is_burnt);
}

std::string proof_json(std::string_view path) {
    return fmt::format(
        R"({{"root":"{}","proof":{},"node_index":16389,"leaf":"{}","tree_id":"{}","last_indexed_slot":5}})",
        text_of_key(1), path, text_of_key(2), text_of_key(3));
}

TEST(DasProofAnswer, IsAWholeProofOrNone) {
    DasAnswerReader reader;
    const auto proof_of = [&](std::string_view json) {
        std::string body = answer(json);
        return reader.proof(body, 1).value();
    };
    const std::string path = fmt::format(R"(["{}","{}"])", text_of_key(4), text_of_key(5));
    EXPECT_EQ(
        proof_of(proof_json(path)),
        (assets::AssetProof{key_of(3), key_of(1).bytes, key_of(2).bytes, 16'389, {key_of(4).bytes, key_of(5).bytes}}));
    std::string deep = fmt::format(R"(["{}")", text_of_key(4));
    for (int i = 0; i < 32; ++i) deep += fmt::format(R"(,"{}")", text_of_key(4));
    for (const std::string& bad :
         {std::string{"null"}, proof_json("null"), proof_json("[]"), proof_json(R"(["x"])"), proof_json("[null]"),
          proof_json(deep + "]"), std::string{"{}"}, std::string{R"({"root":"x"})"}}) {
        EXPECT_FALSE(proof_of(bad)) << bad;
    }
}

TEST(DasProofAnswer, ComesByIdInABatch) {
    DasAnswerReader reader;
    const std::string proof = proof_json(fmt::format(R"(["{}"])", text_of_key(4)));
    std::string body = answer(fmt::format(R"({{"{}":null,"{}":{},"{}":{{}},"none":{}}})", text_of_key(7),
                                          text_of_key(8), proof, text_of_key(9), proof));
    const auto reply = reader.proof_batch(body, 1);
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->size(), 1U);
    EXPECT_EQ(reply->at(key_of(8)).tree, key_of(3));
    body = answer(fmt::format(R"({{"{0}":{1},"{0}":{1}}})", text_of_key(8), proof));
    EXPECT_FALSE(reader.proof_batch(body, 1));
    body = answer("[]");
    EXPECT_FALSE(reader.proof_batch(body, 1));
}

}  // namespace
}  // namespace burner::upstreams
