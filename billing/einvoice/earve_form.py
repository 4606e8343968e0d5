"""The form of an Estonian e-invoice 1.2: which elements in which order, and what they hold.

Facts of the public schema (1 December 2013), in our own notation: a record is its elements in
order; ``?`` may be left out, ``*`` may repeat or be left out, ``+`` stands at least once,
``{2}`` once or twice. After the colon stands what an element holds: a record, or a
kind of value. Attributes are told apart by ``@``.
"""

FORM: dict[str, str] = {
    "E_Invoice": "Header:Header Invoice+:Invoice Footer:Footer",
    "Header": "Test?:yes Date:day FileId:t20 AppId?:t20 Version:t20 SenderId?:t20"
    " ReceiverId?:t20 ContractId?:t20 PayeeAccountNumber?:account",
    "Invoice": "@invoiceId:t100 @regNumber:t15 @sellerRegnumber:t15 InvoiceParties:Parties"
    " InvoiceInformation:Information InvoiceSumGroup{2}:Sums InvoiceItem:Items"
    " AdditionalInformation*:Extension AttachmentFile?:Attachment PaymentInfo:Payment",
    "Parties": "SellerParty:Seller BuyerParty:Buyer RecipientParty?:Buyer DeliveryParty?:Buyer"
    " PayerParty?:Buyer FactorParty?:Buyer",
    "Information": "Type:Type FactorContractNumber?:t100 ContractNumber?:t100 DocumentName:t100"
    " InvoiceNumber:t100 InvoiceContentCode?:t20 InvoiceContentText?:t100"
    " PaymentReferenceNumber?:digits PaymentMethod?:t100 InvoiceDate:day DueDate?:day"
    " PaymentTerm?:t100 FineRatePerDay?:d2 Period?:Period InvoiceDeliverer?:Contact"
    " Extension*:Extension",
    "Type": "@type:debcre SourceInvoice?:t20",
    "Period": "PeriodName?:t100 StartDate?:day EndDate?:day",
    "Sums": "Balance?:Balance InvoiceSum?:d4 PenaltySum?:d4 Addition*:Addition Rounding?:d4"
    " VAT*:Vat TotalVATSum?:d2 TotalSum:d2 TotalToPay?:d2 Currency?:currency"
    " Accounting?:Accounting Extension*:Extension",
    "Balance": "BalanceDate?:day BalanceBegin?:d2 Inbound*:d2 Outbound*:d2 BalanceEnd?:d2",
    "Items": "InvoiceTotalGroup?:Totals InvoiceItemGroup+:Group InvoiceItemTotalGroup?:ItemTotals",
    "Totals": "ItemEntry*:Entry GroupEntry?:GroupEntry",
    "Group": "ItemEntry+:Entry GroupEntry?:GroupEntry",
    "Entry": "RowNo?:t100 SerialNumber?:t20 SellerProductId?:t20 BuyerProductId?:t20"
    " TaricCode?:t10 Accounting?:Accounting CustomerRef?:t100 Description:words EAN?:t100"
    " InitialReading?:t20 FinalReading?:t20 ItemReserve*:Extension ItemDetailInfo*:Detail"
    " ItemSum?:d4 Addition*:Addition VAT?:Vat ItemTotal?:d4",
    "Detail": "ItemUnit?:t20 ItemAmount?:d4 ItemPrice?:d4",
    "GroupEntry": "GroupDescription?:t100 Extension*:Extension Accounting?:Accounting"
    " GroupAmount?:d4 GroupSum?:d4 Addition*:Addition VAT?:Vat GroupTotal?:d4",
    "ItemTotals": "InvoiceItemTotalDescription?:t100 Extension*:Extension"
    " Accounting?:Accounting InvoiceItemTotalAmount?:d4 InvoiceItemTotalSum?:d4"
    " Addition*:Addition VAT?:Vat InvoiceItemTotal?:d4",
    "Payment": "Currency:currency PaymentRefId?:digits PaymentReferenceNumber?:digits"
    " ServiceId?:digits PaymentDescription?:latin Payable:yes PayDueDate?:day"
    " PaymentTotalSum:d2 PayerName:t100 PaymentId:t100 PayToAccount:account PayToName:t100"
    " PayToBIC?:t11 DirectDebitPayeeContractNumber?:t20 DirectDebitPayerNumber?:digits",
    "Footer": "TotalNumberInvoices:count TotalAmount:d2",
    "Seller": "GLN?:gln TransactionPartnerCode?:code6 UniqueCode?:t20 Name:t100 DepId?:t100"
    " RegNumber:t15 VATRegNumber?:t15 ContactData?:Contact AccountInfo*:Account"
    " Extension*:Extension",
    "Buyer": "GLN?:gln UniqueCode?:t20 Name:t100 DepId?:t100 RegNumber?:t15 VATRegNumber?:t15"
    " ContactData?:Contact AccountInfo*:Account Extension*:Extension",
    "Contact": "ContactName?:t100 ContactPersonCode?:t15 PhoneNumber?:t100 FaxNumber?:t100"
    " URL?:t100 E-mailAddress?:email LegalAddress?:Address MailAddress?:Address"
    " ContactInformation*:Extension",
    "Address": "PostalAddress1:t100 PostalAddress2?:t100 City:t100 PostalCode?:t10 Country?:t100"
    " Extension*:Extension",
    "Account": "AccountNumber:account IBAN?:account BIC?:t11 BankName?:t100",
    "Accounting": "Description?:t100 JournalEntry+:Journal PartnerCode?:t10 BusinessCode?:t10"
    " SourceCode?:t10 CashFlowCode?:t10 ClassificatorCode?:t100",
    "Journal": "GeneralLedger?:t20 GeneralLedgerDetail?:t20 CostObjective?:t20 Sum?:d4"
    " VatSum?:d4 VatRate?:d2",
    "Addition": "@addCode:dscchr AddContent:t100 AddRate?:d2 AddSum?:d4",
    "Vat": "@vatId?:vat SumBeforeVAT?:d4 VATRate:d2 VATSum:d4 Currency?:currency SumAfterVAT?:d4"
    " Reference?:Extension",
    "Extension": "InformationName?:t100 InformationContent:t500 CustomContent?:any",
    "Attachment": "FileName?:t100 FileBase64:any FileSize?:count",
}
VALUES: dict[str, str] = {
    "any": r"[\s\S]*",
    "yes": r"YES|NO",
    "day": r"\d{4}-\d{2}-\d{2}(Z|[+-]\d{2}:\d{2})?",
    "account": r"[0-9A-Z|]{0,35}",
    "digits": r"[0-9]{0,20}",
    "currency": r"[A-Z]{3}",
    "d2": r"[+-]?(\d+(\.\d{0,2}0*)?|\.\d{1,2}0*)",
    "d4": r"[+-]?(\d+(\.\d{0,4}0*)?|\.\d{1,4}0*)",
    "words": r"[\s\S]{1,500}",
    "email": r".+@+.+",
    "gln": r"\d{13}",
    "code6": r"[0-9A-Z|]{6}",
    "latin": "[\u0020-\u00ff\u0160\u0161\u017d\u017e]{0,210}",
    "count": r"\+?0*[1-9]\d*",
    "debcre": r"DEB|CRE",
    "dscchr": r"DSC|CHR",
    "vat": r"NOTTAX|TAXEX|TAX",
}
"""Kind of value -> what it looks like; ``t20`` is any text of at most 20 characters."""
VAT_IDS = {"TAX": "S", "TAXEX": "E", "NOTTAX": "O"}
"""What an Estonian e-invoice says of VAT -> category of VAT."""
E4_DECIMALS = 4
EURO_DECIMALS = 2
RESERVES = ("object", "client", "component", "worker", "activity")
"""What of a line goes into reserves, named by their ``extensionId``."""
DAYS, PRICE, FUNDERS = "period", "price", "funders"
"""Further reserves: days of service, price with its minutes, and who pays how much."""
