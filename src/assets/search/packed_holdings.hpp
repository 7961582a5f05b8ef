#pragma once

#include <list>
#include <optional>
#include <vector>

#include "assets/decide/holding.hpp"

namespace burner::assets {

/// Token accounts of one wallet and one program that wait for a reader: nothing is lost, and an ordinary one takes 66
/// bytes (two keys) instead of a Holding's 280, or 43 with a mint from the list. They are taken first in, first out,
/// and their memory is freed as they go.
class PackedHoldings {
  public:
    PackedHoldings(const solana::Pubkey& owner, const solana::Pubkey& program) : owner_(owner), program_(program) {}

    static constexpr std::size_t max_mints = 256;

    struct Unpacked {
        Holding holding;
        std::optional<std::size_t> mint;  ///< its place in `mints`
    };

    /// Appends an account whose mint nobody asks about.
    void put(const Holding& holding);
    /// Appends an account with the mint at this place.
    void put(const Holding& holding, std::size_t mint);
    /// Appends a mint; at most `max_mints`.
    void add_mint(const solana::Pubkey& mint) { mints_.push_back(mint); }
    /// Gives back the memory that was reserved for more.
    void end();

    const solana::Pubkey& program() const { return program_; }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const std::vector<solana::Pubkey>& mints() const { return mints_; }
    /// Takes the first account out. Precondition: `!empty()`.
    Unpacked take();

  private:
    void put(const Holding& holding, std::optional<std::size_t> mint);

    solana::Pubkey owner_;
    solana::Pubkey program_;
    std::vector<solana::Pubkey> mints_;
    std::list<base::Bytes> blocks_;
    std::size_t taken_ = 0;  ///< bytes of the first block
    std::size_t size_ = 0;
    // The account before had:
    base::Lamports put_lamports_, taken_lamports_;
    std::uint32_t put_length_ = solana::token_account_size;
    std::uint32_t taken_length_ = solana::token_account_size;
};

}  // namespace burner::assets
