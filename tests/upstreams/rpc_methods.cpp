#include <algorithm>

#include "upstreams/rpc_harness.hpp"

namespace burner::upstreams {

namespace {

template <class T>
std::string text_of(const base::Result<T>& result) {
    return result ? "ok" : result.error().message;
}

base::Task<std::string> token_accounts(SolanaRpc& rpc) {
    CollectedAccounts found;
    co_return text_of(co_await rpc.get_token_accounts(wallet, token_program, found));
}

base::Task<std::string> accounts(SolanaRpc& rpc) {
    co_return text_of(co_await rpc.get_accounts({wallet, some_key}));
}

base::Task<std::string> account_heads(SolanaRpc& rpc) {
    co_return text_of(co_await rpc.get_account_heads({wallet, some_key}, 64));
}

base::Task<std::string> largest_accounts(SolanaRpc& rpc) {
    co_return text_of(co_await rpc.get_token_largest_accounts(some_key));
}

base::Task<std::string> blockhash(SolanaRpc& rpc) {
    co_return text_of(co_await rpc.get_latest_blockhash());
}

base::Task<std::string> block_height(SolanaRpc& rpc) {
    co_return text_of(co_await rpc.get_block_height());
}

base::Task<std::string> fees(SolanaRpc& rpc) {
    co_return text_of(co_await rpc.get_recent_prioritization_fees({wallet}));
}

base::Task<std::string> simulate(SolanaRpc& rpc) {
    co_return text_of(co_await rpc.simulate(some_transaction(), {wallet}));
}

base::Task<std::string> send(SolanaRpc& rpc) {
    const auto result = co_await rpc.send(some_transaction());
    if (result) co_return "ok";
    co_return result.error().rejected ? "rejected: " + result.error().rejected->name : result.error().message;
}

base::Task<std::string> statuses(SolanaRpc& rpc) {
    co_return text_of(co_await rpc.get_signature_statuses({some_signature(), some_signature()}));
}

base::Task<std::string> landed(SolanaRpc& rpc) {
    co_return text_of(co_await rpc.get_transaction(some_signature()));
}

base::Task<std::string> cluster(SolanaRpc& rpc) {
    co_return text_of(co_await rpc.get_cluster());
}

const std::string account =
    R"({"data":["AQID","base64"],"executable":false,"lamports":77,"owner":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA","rentEpoch":18446744073709551615,"space":3})";

std::string at_slot(std::string_view value) {
    return fmt::format(R"({{"context":{{"apiVersion":"2.1.0","slot":77}},"value":{}}})", value);
}

}  // namespace

const std::vector<Method>& all_methods() {
    static const std::vector<Method> methods{
        {"getTokenAccountsByOwner",
         at_slot(R"([{"account":)" + account + R"(,"pubkey":"4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA"}])"),
         token_accounts},
        {"getMultipleAccounts", at_slot("[null," + account + "]"), accounts},
        {"getMultipleAccounts", at_slot("[null," + account + "]"), account_heads},
        {"getTokenLargestAccounts",
         at_slot(
             R"([{"address":"4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA","amount":"77","decimals":2,"uiAmount":0.77,"uiAmountString":"0.77"}])"),
         largest_accounts},
        {"getLatestBlockhash",
         at_slot(R"({"blockhash":"EkSnNWid2cvwEVnVx9aBqawnmiCNiDgp3gUdkDPTKN1N","lastValidBlockHeight":77})"),
         blockhash},
        {"getBlockHeight", "77", block_height},
        {"getRecentPrioritizationFees", R"([{"prioritizationFee":77,"slot":77}])", fees},
        {"simulateTransaction",
         at_slot(
             R"({"accounts":[)" + account +
             R"(],"err":null,"innerInstructions":null,"logs":["Program log: hi"],"replacementBlockhash":null,"returnData":null,"unitsConsumed":77})"),
         simulate},
        {"sendTransaction", '"' + to_base58(some_signature()) + '"', send},
        {"getSignatureStatuses",
         at_slot(
             R"([null,{"confirmationStatus":"confirmed","confirmations":7,"err":null,"slot":77,"status":{"Ok":null}}])"),
         statuses},
        {"getTransaction",
         R"({"slot":77,"blockTime":7,"version":0,"transaction":["AA==","base64"],"meta":{"err":null,"fee":5000,"preBalances":[77,7],"postBalances":[84,0],"preTokenBalances":[],"postTokenBalances":[]}})",
         landed},
        {"getGenesisHash", fmt::format("\"{}\"", genesis), cluster},
    };
    return methods;
}

const std::string& valid_result(const tests::FakeRequest& request) {
    const std::string name = request.method();
    return std::ranges::find(all_methods(), name, &Method::name)->result;
}

}  // namespace burner::upstreams
