#include "assets/facts/mint_metadata.hpp"

#include <algorithm>
#include <utility>

#include "assets/text.hpp"
#include "solana/accounts/edition_marker.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::assets {

namespace {

namespace tm = solana::token_metadata;
using solana::Account;
using solana::Pubkey;

/// One round of reading: which account is for what.
class Round {
  public:
    using Use = std::function<void(const Account&)>;

    void ask(const Pubkey& key, Use use) {
        keys_.push_back(key);
        uses_.push_back(std::move(use));
    }
    const std::vector<Pubkey>& keys() const { return keys_; }
    /// Hands out the accounts; those of other programs are as good as absent.
    void take(const std::vector<std::optional<Account>>& accounts) const {
        for (std::size_t i = 0; i < std::min(uses_.size(), accounts.size()); ++i) {
            if (accounts[i] && accounts[i]->owner == solana::ids::token_metadata) uses_[i](*accounts[i]);
        }
    }

  private:
    std::vector<Pubkey> keys_;
    std::vector<Use> uses_;
};

void take_metadata(MintMetadata& found, const Account& account) {
    found.metadata_length = account.data.size();
    found.metadata_lamports = account.lamports;
    found.metadata = solana::parse_token_metadata(account.data);
    if (!found.metadata) return;
    found.metadata->name = clean_text(found.metadata->name, max_name);
    found.metadata->symbol = clean_text(found.metadata->symbol, max_symbol);
    found.metadata->uri = clean_text(found.metadata->uri, max_uri);
}

void take_edition(MintMetadata& found, const Account& account) {
    found.edition_lamports = account.lamports;
    found.edition_length = account.data.size();
    found.edition = solana::parse_edition(account.data);
}

void take_record(MintMetadata& found, const Account& account) {
    found.record = solana::parse_token_record(account.data);
    if (!found.record) return;
    found.record_lamports = account.lamports;
    found.record_length = account.data.size();
}

/// The members of each collection, by its mint.
using Members = std::unordered_map<Pubkey, std::vector<MintMetadata*>>;

void take_collection(const std::vector<MintMetadata*>& members, const Account& account) {
    const auto metadata = solana::parse_token_metadata(account.data);
    if (!metadata) return;
    const auto name = clean_text(metadata->name, max_name);
    for (MintMetadata* found : members) {
        found->collection_name = name;
        found->collection_size = metadata->collection_size;
    }
}

void ask_for_collections(Round& round, Members members) {
    for (auto& [mint, of_mint] : members) {
        round.ask(tm::metadata_address(mint),
                  [members = std::move(of_mint)](const Account& account) { take_collection(members, account); });
    }
}

void take_marker(MintMetadata& found, std::uint64_t number, const Account& account) {
    const auto marker = solana::parse_edition_marker(account.data);
    if (marker && solana::is_closed_by_burn(*marker, number, found.master->is_own))
        found.marker_lamports = account.lamports;
}

void ask_for_print(Round& round, MintMetadata& found, const Masters& masters, solana::TokenStandard standard) {
    const auto* print = std::get_if<solana::PrintEdition>(&*found.edition);
    if (print == nullptr) return;
    const auto master = masters.find(print->parent);
    if (master == masters.end()) return;
    found.master = master->second;
    const tm::Burn::Master burnt{.mint = found.master->mint, .token_account = {}, .number = print->number};
    round.ask(tm::marker_address(standard, burnt),
              [&found, number = print->number](const Account& account) { take_marker(found, number, account); });
}

/// Asks for what the first round's accounts name.
void ask_for_rest(Round& round, const Pubkey& mint, MintMetadata& found, const Masters& masters, Members& members) {
    if (!found.metadata || !found.edition) return;
    const auto standard = found.metadata->standard.value_or(solana::TokenStandard::non_fungible);
    if (is_programmable(standard)) {
        round.ask(tm::token_record_address(mint, found.holder),
                  [&found](const Account& account) { take_record(found, account); });
    }
    if (const auto& collection = found.metadata->collection; collection && collection->is_verified)
        members[collection->mint].push_back(&found);
    ask_for_print(round, found, masters, standard);
}

}  // namespace

const MintMetadata& metadata_of(const MetadataOf& all, const solana::Pubkey& mint) {
    static const MintMetadata nothing;
    const auto found = all.find(mint);
    return found == all.end() ? nothing : found->second;
}

bool may_be_nft(const solana::Mint& mint) {
    return mint.decimals == 0;
}

base::Task<base::Result<solana::AtSlot<MetadataOf>>> read_metadata(ReadAccounts read,
                                                                   std::vector<MetadataRequest> requests,
                                                                   Masters masters) {
    solana::AtSlot<MetadataOf> all;
    Round first;
    for (const MetadataRequest& request : requests) {
        MintMetadata& found = all.value[request.mint];
        found.holder = request.holder;
        first.ask(request.metadata ? *request.metadata : tm::metadata_address(request.mint),
                  [&found](const Account& account) { take_metadata(found, account); });
        if (!request.edition) continue;
        first.ask(*request.edition, [&found](const Account& account) { take_edition(found, account); });
    }
    const auto accounts = co_await read(first.keys());
    if (!accounts) co_return std::unexpected(accounts.error());
    all.slot = accounts->slot;
    first.take(accounts->value);
    std::erase_if(all.value, [](const auto& of) {
        return of.second.metadata_length == 0 && of.second.edition_lamports.value == 0;
    });

    Round second;
    Members members;
    for (auto& [mint, found] : all.value) ask_for_rest(second, mint, found, masters, members);
    ask_for_collections(second, std::move(members));
    if (second.keys().empty()) co_return all;
    const auto rest = co_await read(second.keys());
    if (!rest) co_return std::unexpected(rest.error());
    all.slot = std::min(all.slot, rest->slot);
    second.take(rest->value);
    co_return all;
}

}  // namespace burner::assets
