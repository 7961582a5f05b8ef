#pragma once

#include <string>
#include <string_view>

#include "solana/pubkey.hpp"

namespace burner::assets {

/// Somebody else's text made fit to be shown: no control, bidirectional or invisible characters, nothing that is not
/// UTF-8, no white space around it, at most `max_characters`.
std::string clean_text(std::string_view text, std::size_t max_characters);

/// How much of somebody else's text is kept.
inline constexpr std::size_t max_name = 64;
inline constexpr std::size_t max_symbol = 16;
inline constexpr std::size_t max_uri = 200;

/// An address of metadata or an image that a browser may follow: of the web, IPFS or Arweave.
bool is_public_uri(std::string_view uri);
/// Such an address whose path ends as images do.
bool is_image_uri(std::string_view uri);

/// What is shown in place of names that are not.
std::string nft_name(std::string name);
std::string collection_name(std::string name);

/// An address short enough for a list: "EPjF…Dt1v".
std::string abbreviate(const solana::Pubkey& address);

}  // namespace burner::assets
