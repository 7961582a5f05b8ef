#include "upstreams/reading/answer_reading.hpp"
#include "upstreams/rpc/answers.hpp"

namespace burner::upstreams {

namespace {

/// Keys that one transaction can name.
constexpr std::size_t max_landed_keys = 256;

using Balances = std::vector<base::Lamports>;
using Tokens = std::vector<solana::TokenBalance>;

bool read_balances(ondemand::value json, Balances& out) {
    return for_each_element(json, [&](ondemand::value element) {
        return out.size() < max_landed_keys && read_lamports(element, out.emplace_back());
    });
}

/// `uiTokenAmount`, whose `amount` is a number in a text.
bool read_ui_amount(ondemand::value json, std::uint64_t& out) {
    constexpr unsigned amount = 1;
    Seen seen;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        if (key == "amount") return seen.first(amount) && read_amount(value, out);
        return true;
    });
    return ok && seen.all(amount);
}

bool read_token_balance(ondemand::value json, solana::TokenBalance& out) {
    constexpr unsigned index = 1, mint = 2, amount = 4;
    Seen seen;
    std::uint64_t place = 0;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        if (key == "accountIndex") return seen.first(index) && read_number(value, place);
        if (key == "mint") return seen.first(mint) && read_pubkey(value, out.mint);
        if (key == "uiTokenAmount") return seen.first(amount) && read_ui_amount(value, out.amount);
        return true;
    });
    out.key = place;
    return ok && seen.all(index | mint | amount) && place < max_landed_keys;
}

bool read_token_balances(ondemand::value json, Tokens& out) {
    return for_each_element(json, [&](ondemand::value element) {
        return out.size() < max_landed_keys && read_token_balance(element, out.emplace_back());
    });
}

/// Nodes that do not keep the balances of tokens say null, or leave the members out.
bool read_meta(ondemand::value json, std::optional<solana::LandedTransaction>& out) {
    constexpr unsigned err = 1, fee = 2, before = 4, after = 8, tokens_before = 16, tokens_after = 32;
    if (is_null(json)) return true;
    solana::LandedTransaction landed;
    Seen seen;
    bool keeps_tokens = true;
    const auto tokens = [&](ondemand::value value, Tokens& into) {
        if (!is_null(value)) return read_token_balances(value, into);
        keeps_tokens = false;
        return true;
    };
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        if (key == "err") {
            landed.failed = !is_null(value);
            return seen.first(err);
        }
        if (key == "fee") return seen.first(fee) && read_lamports(value, landed.fee);
        if (key == "preBalances") return seen.first(before) && read_balances(value, landed.before);
        if (key == "postBalances") return seen.first(after) && read_balances(value, landed.after);
        if (key == "preTokenBalances") return seen.first(tokens_before) && tokens(value, landed.tokens_before);
        if (key == "postTokenBalances") return seen.first(tokens_after) && tokens(value, landed.tokens_after);
        return true;
    });
    if (keeps_tokens && seen.all(tokens_before | tokens_after)) out = std::move(landed);
    return ok && seen.all(err | fee | before | after);
}

}  // namespace

Reply<std::optional<solana::LandedTransaction>> AnswerReader::landed_transaction(std::string& body, std::uint64_t id) {
    using Landed = std::optional<solana::LandedTransaction>;
    return read<Landed>(body, id, [](ondemand::value result, Landed& out) {
        constexpr unsigned meta = 1;
        if (is_null(result)) return true;
        Seen seen;
        const bool ok = for_each_member(result, [&](ondemand::raw_json_string key, ondemand::value value) {
            return !(key == "meta") || (seen.first(meta) && read_meta(value, out));
        });
        return ok && seen.all(meta);
    });
}

}  // namespace burner::upstreams
