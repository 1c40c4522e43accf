from articles.models.address_day import AddressDay
from articles.models.address_minute import AddressMinute
from articles.models.article import Article
from articles.models.article_event import ArticleEvent
from articles.models.article_hour import ArticleHour
from articles.models.article_month import ArticleMonth
from articles.models.article_year import ArticleYear
from articles.models.attachment import Attachment
from articles.models.banner import Banner
from articles.models.byline import Byline
from articles.models.category import Category
from articles.models.checklist_point import ChecklistPoint
from articles.models.correction import Correction
from articles.models.desk_template import DeskTemplate
from articles.models.due_effect import DueEffect
from articles.models.due_run import DueRun
from articles.models.edition import Edition
from articles.models.editorial_note import EditorialNote
from articles.models.former_address import FormerAddress
from articles.models.imported_record import ImportedRecord
from articles.models.journal_position import JournalPosition
from articles.models.lead_story import LeadStory
from articles.models.legacy_url import LegacyUrl
from articles.models.letter import Letter
from articles.models.listing import Listing
from articles.models.missing_address import MissingAddress
from articles.models.notice import Notice
from articles.models.official import Official
from articles.models.open_form import OpenForm
from articles.models.page import Page
from articles.models.photo import Photo
from articles.models.preview_link import PreviewLink
from articles.models.preview_open import PreviewOpen
from articles.models.read_adjustment import ReadAdjustment
from articles.models.read_receipt import ReadReceipt
from articles.models.reads import (
    ArticleDay,
    ReadBaseline,
    ReadSalt,
    ReadSeen,
    SiteDay,
    VisitorBaseline,
)
from articles.models.reporter import Reporter
from articles.models.search_miss import SearchMiss
from articles.models.search_text import SearchText
from articles.models.search_word import SearchWord
from articles.models.section_day import SectionDay
from articles.models.site_month import SiteMonth
from articles.models.site_settings import SiteSettings
from articles.models.tag import Tag

__all__ = [
    "AddressDay",
    "AddressMinute",
    "Article",
    "ArticleDay",
    "ArticleEvent",
    "ArticleHour",
    "ArticleMonth",
    "ArticleYear",
    "Attachment",
    "Banner",
    "Byline",
    "Category",
    "ChecklistPoint",
    "Correction",
    "DeskTemplate",
    "DueEffect",
    "DueRun",
    "Edition",
    "EditorialNote",
    "FormerAddress",
    "ImportedRecord",
    "JournalPosition",
    "LeadStory",
    "LegacyUrl",
    "Letter",
    "Listing",
    "MissingAddress",
    "Notice",
    "Official",
    "OpenForm",
    "Page",
    "Photo",
    "PreviewLink",
    "PreviewOpen",
    "ReadAdjustment",
    "ReadBaseline",
    "ReadReceipt",
    "ReadSalt",
    "ReadSeen",
    "Reporter",
    "SearchMiss",
    "SearchText",
    "SearchWord",
    "SectionDay",
    "SiteDay",
    "SiteMonth",
    "SiteSettings",
    "Tag",
    "VisitorBaseline",
]
