#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include <burnandclaim/client.hpp>

#include "reclaim/options/options.hpp"
#include "reclaim/run/signer.hpp"
#include "solana/pubkey.hpp"

namespace burner::reclaim {

/// Has another program sign, through files of a folder: writes `1.unsigned`, a transaction in base64, and waits for
/// `1.signed` beside it, then `2.unsigned`, and so on. While it waits, a transaction that would end soon is refreshed,
/// and its file written anew. What it is given outlives it.
class FolderSigner final : public Signer {
  public:
    FolderSigner(burnandclaim::BurnerClient& client, std::filesystem::path folder, const solana::Pubkey& wallet,
                 Sleep sleep, std::ostream& text);

    /// What the other program signs is not known, and version 0 is signed by all.
    std::vector<std::uint32_t> versions() const override { return {0}; }
    burnandclaim::Signed sign(const burnandclaim::BuiltTransaction& built, const std::stop_token& stop_token) override;

  private:
    using Versions = std::vector<burnandclaim::BuiltTransaction>;

    std::filesystem::path file(std::string_view suffix) const;
    void write(const burnandclaim::BuiltTransaction& built) const;
    /// Reads what was signed, with the ticket of the version that it is; nullopt as long as there is none.
    std::optional<burnandclaim::SignedTransaction> read(const Versions& versions);
    /// nullopt where the server cannot be asked now.
    std::optional<burnandclaim::BuiltTransaction> refresh(const burnandclaim::BuiltTransaction& stale,
                                                          const std::stop_token& stop_token) const;
    std::optional<burnandclaim::BuildTransactionsResult> ask_refresh(const burnandclaim::BuiltTransaction& stale,
                                                                     const std::stop_token& stop_token) const;

    burnandclaim::BurnerClient& client_;
    std::filesystem::path folder_;
    solana::Pubkey wallet_;
    Sleep sleep_;
    std::ostream& text_;
    std::size_t number_ = 0;
    std::string refused_;  ///< what was read last and is no such signature: it is told once
};

}  // namespace burner::reclaim
