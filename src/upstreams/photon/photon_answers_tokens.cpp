#include "base/base64.hpp"
#include "upstreams/photon/photon_answers.hpp"
#include "upstreams/photon/photon_reading.hpp"
#include "upstreams/reading/answer_reading.hpp"

namespace burner::upstreams {

using assets::CompressedTokenAccount;
using assets::CompressedTokenPage;

namespace {

constexpr std::size_t max_accounts = 1000;  // of one page

bool read_discriminator(ondemand::value json, std::uint64_t& out) {
    return read_object(json, required("discriminator", read_number, out));
}

/// Reads what both versions of an account's JSON have; `place` reads where its leaf lies.
template <class... Place>
bool read_account(ondemand::value json, CompressedTokenAccount& out, Place... place) {
    return read_object(json, required("hash", read_hash, out.hash), required("owner", read_pubkey, out.program),
                       required("lamports", read_lamports, out.lamports),
                       required("leafIndex", read_leaf_index, out.place.leaf_index),
                       required("data", read_discriminator, out.discriminator),
                       optional("seq", nullable(read_number), out.seq), place...);
}

bool read_account_v1(ondemand::value json, CompressedTokenAccount& out) {
    return read_account(json, out, required("tree", read_pubkey, out.place.tree));
}

bool read_account_v2(ondemand::value json, CompressedTokenAccount& out) {
    return read_account(json, out, required("merkleContext", read_merkle_context, out.place),
                        required("proveByIndex", read_flag, out.prove_by_index));
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
    return read_object(json, required("owner", read_pubkey, out.owner), required("mint", read_pubkey, out.mint),
                       required("amount", read_number, out.amount), required("state", read_state, out.is_frozen),
                       optional("tlv", read_tlv, out.tlv), optional("delegate", nullable(read_pubkey), out.delegate));
}

using ReadAccount = bool(ondemand::value, CompressedTokenAccount&);

bool read_item(ondemand::value json, ReadAccount* read_account, CompressedTokenAccount& out) {
    return read_object(json, required("account", read_account, out), required("tokenData", read_token_data, out));
}

bool read_cursor(ondemand::value json, std::optional<std::string>& out) {
    std::string_view text;
    if (is_null(json)) return true;
    if (!read_text(json, text) || text.size() > max_cursor_bytes) return false;
    if (!text.empty()) out = text;
    return true;
}

/// The reader of a page, which refuses accounts that are not the owner's.
struct PageReading {
    ReadAccount* read_account;
    const solana::Pubkey& owner;

    bool read_items(ondemand::value json, std::vector<CompressedTokenAccount>& out) const {
        return for_each_element(json, [&](ondemand::value item) {
            if (out.size() == max_accounts) return false;
            CompressedTokenAccount& account = out.emplace_back();
            return read_item(item, read_account, account) && account.owner == owner;
        });
    }
    bool operator()(ondemand::value result, CompressedTokenPage& out) const {
        const auto items = [&](ondemand::value value) { return read_items(value, out.accounts); };
        const auto page = [&](ondemand::value value) {
            return read_object(value, optional("cursor", read_cursor, out.next), required("items", items));
        };
        return read_at_slot(result, out.slot, page);
    }
};

}  // namespace

Reply<CompressedTokenPage> PhotonAnswerReader::token_accounts(std::string& body, std::uint64_t id,
                                                              const solana::Pubkey& owner) {
    return read<CompressedTokenPage>(body, id, PageReading{&read_account_v2, owner});
}

Reply<CompressedTokenPage> PhotonAnswerReader::token_accounts_v1(std::string& body, std::uint64_t id,
                                                                 const solana::Pubkey& owner) {
    return read<CompressedTokenPage>(body, id, PageReading{&read_account_v1, owner});
}

}  // namespace burner::upstreams
