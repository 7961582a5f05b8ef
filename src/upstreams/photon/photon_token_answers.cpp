#include "base/base64.hpp"
#include "upstreams/photon/photon_answers.hpp"
#include "upstreams/photon/photon_reading.hpp"
#include "upstreams/reading/answer_reading.hpp"

namespace burner::upstreams {

using assets::CompressedTokenAccount;
using assets::CompressedTokenPage;
using ondemand::raw_json_string;

namespace {

constexpr std::size_t most_accounts = 1000;  // of one page

/// Which version of an account's JSON: V1 has `tree`, V2 `merkleContext` and `proveByIndex`.
enum class Version { first, second };

bool read_discriminator(ondemand::value json, std::uint64_t& out) {
    bool has_it = false;
    const bool ok = for_each_member(json, [&](raw_json_string key, ondemand::value value) {
        if (!(key == "discriminator")) return true;
        return !std::exchange(has_it, true) && read_number(value, out);
    });
    return ok && has_it;
}

bool read_account(ondemand::value json, Version version, CompressedTokenAccount& out) {
    constexpr unsigned hash = 1, owner = 2, lamports = 4, leaf = 8, data = 16, seq = 32, tree = 64, context = 128,
                       by_index = 256;
    Seen seen;
    const bool is_first = version == Version::first;
    const bool ok = for_each_member(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "hash") return seen.first(hash) && read_hash(value, out.hash);
        if (key == "owner") return seen.first(owner) && read_pubkey(value, out.program);
        if (key == "lamports") return seen.first(lamports) && read_number(value, out.lamports.value);
        if (key == "leafIndex") return seen.first(leaf) && read_leaf_index(value, out.place.leaf_index);
        if (key == "data") return seen.first(data) && read_discriminator(value, out.discriminator);
        if (key == "seq") return seen.first(seq) && (is_null(value) || read_number(value, out.seq.emplace()));
        if (is_first && key == "tree") return seen.first(tree) && read_pubkey(value, out.place.tree);
        if (is_first) return true;
        if (key == "merkleContext") return seen.first(context) && read_merkle_context(value, out.place);
        if (key == "proveByIndex")
            return seen.first(by_index) && value.get_bool().get(out.prove_by_index) == simdjson::SUCCESS;
        return true;
    });
    const unsigned place = is_first ? tree : context | by_index;
    return ok && seen.all(hash | owner | lamports | leaf | data | place) && out.lamports.value < base::lamports_bound;
}

bool read_state(ondemand::value json, bool& is_frozen) {
    std::string_view word;
    if (!read_text(json, word)) return false;
    is_frozen = word == "frozen";
    return is_frozen || word == "initialized";
}

bool read_tlv(ondemand::value json, base::Bytes& out) {
    std::string_view text;
    if (is_null(json)) return true;
    if (!read_text(json, text)) return false;
    auto bytes = base::from_base64(text);
    if (bytes) out = std::move(*bytes);
    return bytes.has_value();
}

bool read_token_data(ondemand::value json, CompressedTokenAccount& out) {
    constexpr unsigned owner = 1, mint = 2, amount = 4, delegate = 8, state = 16, tlv = 32;
    Seen seen;
    const bool ok = for_each_member(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "owner") return seen.first(owner) && read_pubkey(value, out.owner);
        if (key == "mint") return seen.first(mint) && read_pubkey(value, out.mint);
        if (key == "amount") return seen.first(amount) && read_number(value, out.amount);
        if (key == "state") return seen.first(state) && read_state(value, out.is_frozen);
        if (key == "tlv") return seen.first(tlv) && read_tlv(value, out.tlv);
        if (!(key == "delegate")) return true;
        return seen.first(delegate) && (is_null(value) || read_pubkey(value, out.delegate.emplace()));
    });
    return ok && seen.all(owner | mint | amount | state);
}

bool read_item(ondemand::value json, Version version, CompressedTokenAccount& out) {
    constexpr unsigned account = 1, token = 2;
    Seen seen;
    const bool ok = for_each_member(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "account") return seen.first(account) && read_account(value, version, out);
        if (key == "tokenData") return seen.first(token) && read_token_data(value, out);
        return true;
    });
    return ok && seen.all(account | token);
}

bool read_cursor(ondemand::value json, std::optional<std::string>& out) {
    std::string_view text;
    if (is_null(json)) return true;
    if (!read_text(json, text) || text.size() > longest_cursor) return false;
    if (!text.empty()) out = text;
    return true;
}

bool read_page(ondemand::value json, Version version, const solana::Pubkey& owner, CompressedTokenPage& out) {
    constexpr unsigned items = 1, cursor = 2;
    Seen seen;
    const bool ok = for_each_member(json, [&](raw_json_string key, ondemand::value value) {
        if (key == "cursor") return seen.first(cursor) && read_cursor(value, out.next);
        if (!(key == "items")) return true;
        return seen.first(items) && for_each_element(value, [&](ondemand::value item) {
                   if (out.accounts.size() == most_accounts) return false;
                   CompressedTokenAccount& account = out.accounts.emplace_back();
                   return read_item(item, version, account) && account.owner == owner;
               });
    });
    return ok && seen.all(items);
}

auto page_of(Version version, const solana::Pubkey& owner) {
    return [version, &owner](ondemand::value result, CompressedTokenPage& out) {
        return read_at_slot(result, out.slot,
                            [&](ondemand::value value) { return read_page(value, version, owner, out); });
    };
}

}  // namespace

Reply<CompressedTokenPage> PhotonAnswerReader::token_accounts(std::string& body, std::uint64_t id,
                                                              const solana::Pubkey& owner) {
    return read<CompressedTokenPage>(body, id, page_of(Version::second, owner));
}

Reply<CompressedTokenPage> PhotonAnswerReader::token_accounts_v1(std::string& body, std::uint64_t id,
                                                                 const solana::Pubkey& owner) {
    return read<CompressedTokenPage>(body, id, page_of(Version::first, owner));
}

}  // namespace burner::upstreams
