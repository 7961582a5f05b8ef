#pragma once

#include <span>
#include <string>
#include <vector>

#include "pages/page_files.hpp"

namespace burner::api {

/// What the server's own page is, and may do. Shared by all threads; it changes before they start only.
struct PageSettings {
    std::string key_id;                        ///< the API key that mints its sessions; empty: there is no page
    std::vector<std::string> origins;          ///< where the page is, as `normal_origin` writes them
    std::string explorer;                      ///< where people look up transactions, as a URL; empty: nowhere
    bool shows_images = false;                 ///< without asking the owner first
    std::span<const pages::PageFile> files{};  ///< that it is made of
};

}  // namespace burner::api
