#include "upstreams/rpc/answers.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "upstreams/rpc_harness.hpp"

namespace burner::upstreams {
namespace {

template <class T>
std::string verdict(const Reply<T>& reply) {
    if (reply) return "ok";
    if (const auto* error = std::get_if<RpcError>(&reply.error())) return fmt::format("error {}", error->code);
    return "malformed";
}

std::string answer(std::string_view result) {
    return fmt::format(R"({{"jsonrpc":"2.0","result":{},"id":1}})", result);
}

std::string at_slot(std::string_view value) {
    return answer(fmt::format(R"({{"context":{{"slot":9}},"value":{}}})", value));
}

TEST(Answer, IsTakenOnlyInTheFrameOfJsonRpc) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {R"({"jsonrpc":"2.0","result":5,"id":1})", "ok"},
        {R"( { "id" : 1 , "result" : 5 , "extra" : {"a":[1,{}]} , "jsonrpc" : "2.0" } )", "ok"},
        {R"({"jsonrpc":"2.0","error":{"code":-7,"message":"m"},"id":1})", "error -7"},
        {R"({"jsonrpc":"2.0","error":{"code":-7,"message":"m","data":{"err":1},"x":2},"id":1})", "error -7"},
        {R"({"jsonrpc":"2.0","result":5,"id":2})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5,"id":"1"})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5,"id":null})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5})", "malformed"},
        {R"({"jsonrpc":"1.0","result":5,"id":1})", "malformed"},
        {R"({"result":5,"id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5,"error":{"code":1,"message":"m"},"id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5,"error":null,"id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5,"result":5,"id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5,"id":1,"id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","error":{"code":1e3,"message":"m"},"id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","error":{"code":1},"id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","error":{"message":"m"},"id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","error":{"code":1,"code":1,"message":"m"},"id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5,"id":1}})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5,"id":1}{})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5,"id":1} 7)", "malformed"},
        {R"({"jsonrpc":"2.0","result":5,"id":1)", "malformed"},
        {R"({"jsonrpc":"2.0","result":5 "id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","result":5x,"id":1})", "malformed"},
        {R"({"jsonrpc":"2.0","result":05,"id":1})", "malformed"},
        {R"([{"jsonrpc":"2.0","result":5,"id":1}])", "malformed"},
        {"5", "malformed"},
        {"null", "malformed"},
        {"", "malformed"},
        {"{}", "malformed"},
        {"\"", "malformed"},
        {"<html>", "malformed"},
        {"\xef\xbb\xbf{}", "malformed"},
    };
    AnswerReader reader;
    for (const auto& [text, expected] : cases) {
        std::string body{text};
        EXPECT_EQ(verdict(reader.block_height(body, 1)), expected) << text;
    }
}

TEST(Answer, SurvivesDeepNestingInWhatIsNotUsed) {
    AnswerReader reader;
    std::string body =
        R"({"x":)" + std::string(200'000, '[') + std::string(200'000, ']') + R"(,"jsonrpc":"2.0","result":5,"id":1})";
    EXPECT_EQ(verdict(reader.block_height(body, 1)), "ok");
}

TEST(Answer, IsReadExactlyAtTheEdgesOf64Bits) {
    AnswerReader reader;
    std::string most = answer("18446744073709551615");
    EXPECT_EQ(reader.block_height(most, 1).value(), std::numeric_limits<std::uint64_t>::max());
    std::string exact = answer("9007199254740993");
    EXPECT_EQ(reader.block_height(exact, 1).value(), 9007199254740993U);
    for (const std::string_view number : {"18446744073709551616", "-0", "-1", "5.0", "5e0", "1e400", "0x5", "\"5\""}) {
        std::string body = answer(number);
        EXPECT_EQ(verdict(reader.block_height(body, 1)), "malformed") << number;
    }
}

TEST(TokenAccountsAnswer, IsReadInOnePass) {
    AnswerReader reader;
    std::string body = at_slot(
        R"([{"account":{"data":["AQID","base64"],"executable":false,"lamports":2039280,"owner":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA","rentEpoch":18446744073709551615,"space":165},"pubkey":"4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA"},)"
        R"({"pubkey":"vines1vzrYbzLMRdu58ou5XTby4qAqVRLmqo36NKPTg","account":{"owner":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA","lamports":1,"data":["\/\/8=","base64"]}}])");
    CollectedAccounts found;
    EXPECT_EQ(reader.token_accounts(body, 1, token_program, found), 9U);
    ASSERT_EQ(found.accounts.size(), 2U);
    const auto& [first, first_account] = found.accounts[0];
    EXPECT_EQ(first, some_key);
    EXPECT_EQ(first_account.owner, token_program);
    EXPECT_EQ(first_account.lamports.value, 2039280U);
    EXPECT_EQ(first_account.data, (base::Bytes{1, 2, 3}));
    const auto& [second, second_account] = found.accounts[1];
    EXPECT_EQ(second, wallet);
    EXPECT_EQ(second_account.data, (base::Bytes{0xff, 0xff}));
}

TEST(TokenAccountsAnswer, IsRefusedWithAnythingOutOfShape) {
    const std::string_view good_owner = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
    const auto element = [&](std::string_view data, std::string_view lamports, std::string_view owner,
                             std::string_view pubkey) {
        return at_slot(fmt::format(R"([{{"account":{{"data":{},"lamports":{},"owner":"{}"}},"pubkey":"{}"}}])", data,
                                   lamports, owner, pubkey));
    };
    const std::string_view data = R"(["AQID","base64"])";
    const std::string_view key = "4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA";
    AnswerReader reader;
    CollectedAccounts found;
    const auto seen = [&](std::string body) { return verdict(reader.token_accounts(body, 1, token_program, found)); };
    EXPECT_EQ(seen(element(data, "5", good_owner, key)), "ok");
    for (const std::string_view bad :
         {R"(["AQI","base64"])", R"(["AQJ=","base64"])", R"(["AQ D","base64"])", R"(["AQID","base58"])", R"(["AQID"])",
          R"(["AQID","base64",1])", R"("AQID")", "[]", "null", R"({"parsed":{}})", R"([1,"base64"])"}) {
        EXPECT_EQ(seen(element(bad, "5", good_owner, key)), "malformed") << bad;
    }
    for (const std::string_view bad : {"-1", "1.0", "null", "1152921504606846976", "18446744073709551616"})
        EXPECT_EQ(seen(element(data, bad, good_owner, key)), "malformed") << bad;
    for (const std::string_view bad :
         {"", "11111111111111111111111111111111", "0OIl", "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5D"})
        EXPECT_EQ(seen(element(data, "5", bad, key)), "malformed") << bad;
    for (const std::string_view bad : {"", "1111111111111111111111111111111", "0OIl"})
        EXPECT_EQ(seen(element(data, "5", good_owner, bad)), "malformed") << bad;
    for (const std::string_view bad : {"null", "{}", R"([{}])", R"([null])", R"([{"pubkey":"x"}])", "[[]]"})
        EXPECT_EQ(seen(at_slot(bad)), "malformed") << bad;
    for (const std::string_view bad : {R"({"value":[]})", R"({"context":{},"value":[]})", R"({"context":{"slot":1}})",
                                       R"({"context":{"slot":1,"slot":1},"value":[]})", "[]"})
        EXPECT_EQ(seen(answer(bad)), "malformed") << bad;
}

TEST(TokenAccountsAnswer, BeginsAnewAfterOneThatBrokeOff) {
    AnswerReader reader;
    const std::string_view entry =
        R"({"account":{"data":["AQID","base64"],"lamports":1,"owner":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"},"pubkey":"4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA"})";
    CollectedAccounts found;
    std::string broken = at_slot(fmt::format("[{},{},7]", entry, entry));
    EXPECT_FALSE(reader.token_accounts(broken, 1, token_program, found));
    std::string whole = at_slot(fmt::format("[{}]", entry));
    EXPECT_TRUE(reader.token_accounts(whole, 1, token_program, found));
    EXPECT_EQ(found.accounts.size(), 1U);
}

TEST(AccountsAnswer, HasOneEntryForEachKeyAsked) {
    AnswerReader reader;
    const std::string_view account =
        R"({"data":["","base64"],"lamports":1,"owner":"11111111111111111111111111111111"})";
    std::string two = at_slot(fmt::format("[null,{}]", account));
    const std::string copy = two;
    const auto reply = reader.accounts(two, 1, 2);
    ASSERT_TRUE(reply);
    EXPECT_FALSE(reply->value[0]);
    EXPECT_EQ(reply->value[1]->owner, solana::Pubkey{});
    for (const std::size_t other : {0U, 1U, 3U}) {
        std::string body = copy;
        EXPECT_EQ(verdict(reader.accounts(body, 1, other)), "malformed");
    }
}

TEST(AccountHeadsAnswer, HasAsManyBytesAsWereAskedForOrAsThereAre) {
    AnswerReader reader;
    const auto head = [](std::string_view data, std::string_view space) {
        return fmt::format(R"({{"data":["{}","base64"],"lamports":1,"owner":"11111111111111111111111111111111"{}}})",
                           data, space);
    };
    const std::tuple<std::string_view, std::string_view, std::string_view> cases[] = {
        {"AQI=", R"(,"space":2)", "ok"},
        {"AQI=", R"(,"space":18446744073709551615)", "ok"},
        {"", R"(,"space":0)", "ok"},
        {"AQ==", R"(,"space":2)", "malformed"},
        {"AQID", R"(,"space":3)", "malformed"},
        {"AQI=", R"(,"space":1)", "malformed"},
        {"AQI=", R"(,"space":"2")", "malformed"},
        {"AQI=", R"(,"space":2,"space":2)", "malformed"},
        {"AQI=", "", "malformed"},
    };
    for (const auto& [data, space, expected] : cases) {
        std::string body = at_slot(fmt::format("[{}]", head(data, space)));
        EXPECT_EQ(verdict(reader.account_heads(body, 1, 1, 2)), expected) << data << space;
    }
}

TEST(LargestAccountsAnswer, HasAmountsAsText) {
    AnswerReader reader;
    const auto of = [&](std::string_view members) {
        std::string body = at_slot(fmt::format(R"([{{"address":"11111111111111111111111111111111"{}}}])", members));
        return reader.largest_accounts(body, 1);
    };
    const auto largest = of(R"(,"amount":"18446744073709551615","decimals":0,"uiAmount":null)");
    ASSERT_TRUE(largest);
    EXPECT_EQ(largest->value.at(0).amount, 18'446'744'073'709'551'615U);
    for (const std::string_view bad :
         {"", R"(,"amount":"")", R"(,"amount":"18446744073709551616")", R"(,"amount":"-1")", R"(,"amount":" 1")",
          R"(,"amount":"1.0")", R"(,"amount":1)", R"(,"amount":null)", R"(,"amount":"1","amount":"1")"}) {
        EXPECT_EQ(verdict(of(bad)), "malformed") << bad;
    }
    std::string many = R"({"address":"11111111111111111111111111111111","amount":"1"})";
    for (int i = 1; i < 21; ++i) many += R"(,{"address":"11111111111111111111111111111111","amount":"1"})";
    std::string body = at_slot('[' + many + ']');
    EXPECT_EQ(verdict(reader.largest_accounts(body, 1)), "malformed");
}

struct ErrorShape {
    std::string_view json;
    std::string_view name;  ///< "malformed" where the shape is refused
    std::optional<std::size_t> instruction{};
    std::optional<std::uint32_t> custom{};
    std::string_view detail{};
};

const ErrorShape error_shapes[] = {
    {"\"BlockhashNotFound\"", "BlockhashNotFound"},
    {"\"AlreadyProcessed\"", "AlreadyProcessed"},
    {"\"AccountNotFound\"", "AccountNotFound"},
    {"\"InsufficientFundsForFee\"", "InsufficientFundsForFee"},
    {R"({"InstructionError":[3,{"Custom":6001}]})", "InstructionError", 3, 6001, "Custom"},
    {R"({"InstructionError":[0,{"Custom":4294967295}]})", "InstructionError", 0, 4294967295U, "Custom"},
    {R"({"InstructionError":[2,"InvalidAccountData"]})", "InstructionError", 2, {}, "InvalidAccountData"},
    {R"({"InstructionError":[1,{"BorshIoError":"Unknown"}]})", "InstructionError", 1, {}, "\"Unknown\""},
    {R"({"InsufficientFundsForRent":{"account_index":2}})",
     "InsufficientFundsForRent",
     {},
     {},
     R"({"account_index":2})"},
    {R"({"DuplicateInstruction":4})", "DuplicateInstruction", {}, {}, "4"},
    {R"({"ProgramExecutionTemporarilyRestricted":{"account_index":1}})",
     "ProgramExecutionTemporarilyRestricted",
     {},
     {},
     R"({"account_index":1})"},
    {"true", "malformed"},
    {"0", "malformed"},
    {"\"\"", "malformed"},
    {"[]", "malformed"},
    {"{}", "malformed"},
    {R"({"":1})", "malformed"},
    {R"({"A":1,"B":2})", "malformed"},
    {R"({"InstructionError":[3]})", "malformed"},
    {R"({"InstructionError":[3,"A",1]})", "malformed"},
    {R"({"InstructionError":["3","A"]})", "malformed"},
    {R"({"InstructionError":[-1,"A"]})", "malformed"},
    {R"({"InstructionError":[3,{"Custom":4294967296}]})", "malformed"},
    {R"({"InstructionError":[3,{"Custom":-1}]})", "malformed"},
    {R"({"InstructionError":[3,{"Custom":1,"A":2}]})", "malformed"},
    {R"({"InstructionError":[3,{}]})", "malformed"},
    {R"({"InstructionError":[3,null]})", "malformed"},
    {R"({"InstructionError":{}})", "malformed"},
};

TEST(TransactionError, IsReadInAllItsShapes) {
    AnswerReader reader;
    for (const ErrorShape& shape : error_shapes) {
        std::string body =
            at_slot(fmt::format(R"([{{"slot":5,"err":{},"confirmationStatus":"processed"}}])", shape.json));
        const auto reply = reader.signature_statuses(body, 1, 1);
        if (shape.name == "malformed") {
            EXPECT_EQ(verdict(reply), "malformed") << shape.json;
            EXPECT_FALSE(reader.preflight_verdict(fmt::format(R"({{"err":{}}})", shape.json))) << shape.json;
            continue;
        }
        ASSERT_TRUE(reply) << shape.json;
        const auto& error = reply->at(0)->error;
        ASSERT_TRUE(error) << shape.json;
        EXPECT_EQ(error->name, shape.name);
        EXPECT_EQ(error->instruction, shape.instruction);
        EXPECT_EQ(error->custom, shape.custom);
        EXPECT_EQ(error->detail, shape.detail);
        const auto preflight = reader.preflight_verdict(fmt::format(R"({{"logs":[],"err":{}}})", shape.json));
        ASSERT_TRUE(preflight) << shape.json;
        EXPECT_EQ(preflight->name, shape.name);
    }
}

TEST(TransactionError, KeepsNoMoreThanALineOfUnknownDetail) {
    AnswerReader reader;
    const std::string large(5'000, 'x');
    const auto error = reader.preflight_verdict(fmt::format(R"({{"err":{{"{}":"{}"}}}})", large, large));
    ASSERT_TRUE(error);
    EXPECT_LE(error->name.size(), 200U);
    EXPECT_LE(error->detail.size(), 200U);
}

TEST(StatusesAnswer, TellsHowFarATransactionHasCome) {
    using enum solana::SignatureStatus::Commitment;
    const std::pair<std::string_view, std::optional<solana::SignatureStatus::Commitment>> cases[] = {
        {R"("confirmations":3,"confirmationStatus":"processed")", processed},
        {R"("confirmations":3,"confirmationStatus":"confirmed")", confirmed},
        {R"("confirmations":null,"confirmationStatus":"finalized")", finalized},
        {R"("confirmations":null,"confirmationStatus":null)", finalized},
        {R"("confirmations":null)", finalized},
        {R"("confirmations":5)", processed},
        {R"("x":5)", processed},
        {R"("confirmationStatus":"rooted")", std::nullopt},
        {R"("confirmationStatus":2)", std::nullopt},
    };
    AnswerReader reader;
    for (const auto& [members, commitment] : cases) {
        std::string body = at_slot(fmt::format(R"([null,{{"slot":5,"err":null,{}}}])", members));
        const auto reply = reader.signature_statuses(body, 1, 2);
        ASSERT_EQ(reply.has_value(), commitment.has_value()) << members;
        if (!reply) continue;
        EXPECT_FALSE(reply->at(0));
        EXPECT_EQ(reply->at(1)->commitment, *commitment) << members;
        EXPECT_EQ(reply->at(1)->slot, 5U);
        EXPECT_FALSE(reply->at(1)->error);
    }
    for (const std::string_view bad :
         {R"([null])", R"([null,null,null])", R"([null,{"err":null}])", R"([null,{"slot":1}])", "[null,7]"}) {
        std::string body = at_slot(bad);
        EXPECT_EQ(verdict(reader.signature_statuses(body, 1, 2)), "malformed") << bad;
    }
}

TEST(SimulationAnswer, NeedsWhatASuccessIsJudgedBy) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {R"({"err":null,"logs":[],"unitsConsumed":5,"accounts":[null]})", "ok"},
        {R"({"err":"AccountNotFound","logs":[],"accounts":null,"unitsConsumed":0})", "ok"},
        {R"({"err":"AccountNotFound","logs":null})", "ok"},
        {R"({"logs":[],"unitsConsumed":5,"accounts":[null]})", "malformed"},
        {R"({"err":null,"logs":[],"accounts":[null]})", "malformed"},
        {R"({"err":null,"logs":[],"unitsConsumed":5,"accounts":null})", "malformed"},
        {R"({"err":null,"logs":[],"unitsConsumed":5,"accounts":[]})", "malformed"},
        {R"({"err":null,"logs":[],"unitsConsumed":5,"accounts":[null,null]})", "malformed"},
        {R"({"err":null,"logs":[1],"unitsConsumed":5,"accounts":[null]})", "malformed"},
        {R"({"err":null,"logs":[],"unitsConsumed":-5,"accounts":[null]})", "malformed"},
        {R"({"err":7,"logs":[],"unitsConsumed":5,"accounts":[null]})", "malformed"},
        {"null", "malformed"},
    };
    AnswerReader reader;
    for (const auto& [value, expected] : cases) {
        std::string body = at_slot(value);
        EXPECT_EQ(verdict(reader.simulation(body, 1, 1)), expected) << value;
    }
}

TEST(SimulationAnswer, HasABoundOnItsLog) {
    std::string lines = "\"\"";
    for (int i = 0; i < 10'000; ++i) lines += ",\"\"";
    AnswerReader reader;
    std::string body = at_slot(fmt::format(R"({{"err":null,"unitsConsumed":1,"logs":[{}]}})", lines));
    EXPECT_EQ(verdict(reader.simulation(body, 1, 0)), "malformed");
}

TEST(GenesisAnswer, IsAHash) {
    AnswerReader reader;
    for (const std::string_view bad : {"\"\"", "\"mainnet\"", "7", "null", "[]"}) {
        std::string body = answer(bad);
        EXPECT_EQ(verdict(reader.genesis_hash(body, 1)), "malformed") << bad;
    }
}

TEST(SignatureAnswer, IsASignature) {
    AnswerReader reader;
    std::string good = answer('"' + to_base58(some_signature()) + '"');
    EXPECT_EQ(reader.signature(good, 1).value(), some_signature());
    for (const std::string_view bad : {"\"\"", "\"11111111111111111111111111111111\"", "7", "null"}) {
        std::string body = answer(bad);
        EXPECT_EQ(verdict(reader.signature(body, 1)), "malformed") << bad;
    }
}

}  // namespace
}  // namespace burner::upstreams
